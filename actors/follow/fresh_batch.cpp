#include "actors/follow/fresh_batch.hpp"

#include "base/invariant.hpp"

namespace sluice {

fresh_batch::fresh_batch(log_identity of, std::vector<store::append_request> asked,
                         const std::vector<store::append_result>& results)
    : of_(of), asked_(std::move(asked)) {
  SLUICE_INVARIANT(asked_.size() == results.size());
  for (std::size_t i = 0; i < asked_.size(); ++i) {
    const auto* where = std::get_if<store::committed>(&results[i]);
    if (where == nullptr || where->first == 0) continue;  // not written, or no records in it
    if (rows_.empty()) first_ = where->first;
    SLUICE_INVARIANT(where->first == first_ + rows_.size());
    SLUICE_INVARIANT(where->last - where->first + 1 == asked_[i].records.size());
    for (std::size_t n = 0; n < asked_[i].records.size(); ++n) rows_.push_back({&asked_[i], n});
  }
}

std::uint16_t fresh_batch::type_at(store::sequence at) const noexcept {
  SLUICE_INVARIANT(has(at));
  const auto& where = rows_[at - first_];
  return where.request->records[where.index].type;
}

const decoded_record& fresh_batch::at(store::sequence at) const {
  SLUICE_INVARIANT(has(at));
  std::call_once(made_, [this] { make_records(); });
  return records_[at - first_];
}

void fresh_batch::make_records() const {
  auto position = first_;
  for (const auto& [request, index] : rows_) {
    const auto& what = request->records[index];
    records_.emplace_back(store::record{
        .position = position++,
        .partition = of_.partition,
        .epoch = of_.epoch,
        .closes_stream = !request->open_after && index + 1 == request->records.size(),
        .stream = request->stream,
        .stream_position = request->expected + static_cast<store::stream_sequence>(index) + 1,
        .type = what.type,
        .schema_version = what.schema_version,
        .time_ms = what.time_ms,
        .has_sealed_part = what.has_sealed_part,
        .payload = what.payload});
  }
}

}  // namespace sluice
