#include "events/past_of_order.hpp"

#include <utility>

#include "events/codec.hpp"
#include "events/stream_name.hpp"

namespace sluice {

std::optional<std::vector<ledger::past_event>> past_of(const store::event_log& log,
                                                       const order_id& id, std::uint64_t before) {
  std::vector<ledger::past_event> out;
  const auto read = log.read_stream(order_stream(id));
  const auto* records = std::get_if<std::vector<store::record>>(&read);
  if (records == nullptr) return std::nullopt;
  for (const auto& r : *records) {
    if (r.position >= before) break;
    auto known = decode(r);
    auto* const content = std::get_if<decoded>(&known);
    auto* const event = content != nullptr ? std::get_if<order::event>(&content->event) : nullptr;
    if (event == nullptr) return std::nullopt;
    out.push_back({std::move(*event), {r.position, time_of(r)}});
  }
  return out;
}

}  // namespace sluice
