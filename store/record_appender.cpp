#include "store/record_appender.hpp"

#include <limits>

#include "base/invariant.hpp"
#include "store/record_format.hpp"

namespace sluice::store {
namespace {

/// What the format cannot hold. The edge limits names and bodies to far less, so this is a bug in
/// the caller, and stopping is right.
std::optional<write_failed> does_not_fit(const append_request& request) {
  if (request.stream.empty() || request.stream.size() > max_stream_name) {
    return write_failed{
        "a stream's name has 1 to 65535 bytes, not " + std::to_string(request.stream.size())};
  }
  if (request.records.size() > std::numeric_limits<stream_sequence>::max() - request.expected) {
    return write_failed{"stream " + request.stream + " is full"};
  }
  for (const auto& r : request.records) {
    if (r.payload.size() > max_payload) return write_failed{"a payload is larger than 4 GiB"};
  }
  return std::nullopt;
}

/// A record would point back to one that is not there, or is another stream's.
write_failed ends_beyond(const std::string& stream, sequence last, sequence end) {
  return {"the index is damaged: it has stream " + stream + " end at sequence " +
          std::to_string(last) + ", and the log ends at " + std::to_string(end)};
}

}  // namespace

std::variant<std::vector<append_result>, write_failed> record_appender::append(
    std::span<const append_request> requests, append_target& target) {
  for (const auto& request : requests) {
    if (auto problem = does_not_fit(request)) return *std::move(problem);
  }
  std::vector<append_result> results;
  results.reserve(requests.size());
  for (const auto& request : requests) {
    auto found = target.find(request.stream);
    if (auto* problem = std::get_if<write_failed>(&found)) return std::move(*problem);
    const auto& state = std::get<stream_state>(found);
    if (state.last > end_.position) return ends_beyond(request.stream, state.last, end_.position);
    if (state.position != request.expected) {
      results.emplace_back(wrong_position{request.expected, state.position});
    } else {
      results.emplace_back(append_one(request, state, target));
    }
  }
  SLUICE_INVARIANT(results.size() == requests.size());
  return results;
}

committed record_appender::append_one(const append_request& request, const stream_state& before,
                                      append_target& target) {
  for (const auto& entry : request.entries) target.put_entry(entry);
  if (request.records.empty()) return {};

  const auto first = end_.position + 1;
  auto after = before;
  for (const auto& what : request.records) put_record(request, what, after, target);
  SLUICE_INVARIANT(end_.position - first + 1 == request.records.size());
  SLUICE_INVARIANT(after.position - before.position == request.records.size());
  SLUICE_INVARIANT(after.last == end_.position);
  SLUICE_INVARIANT((after.opened_at != 0) == request.open_after);
  target.put_stream(request.stream, before, after);
  return {.first = first, .last = end_.position};
}

void record_appender::put_record(const append_request& request, const new_record& what,
                                 stream_state& state, append_target& target) {
  const record_view r{
      .position = end_.position + 1,
      .partition = partition_,
      .epoch = epoch_,
      .closes_stream = !request.open_after && &what == &request.records.back(),
      .stream = request.stream,
      .stream_position = state.position + 1,
      .previous_in_stream = state.last,
      .type = what.type,
      .schema_version = what.schema_version,
      .time_ms = what.time_ms,
      .has_sealed_part = what.has_sealed_part,
      .payload = what.payload};
  stored_.clear();
  encode_record(r, stored_);
  end_.chain = hasher_.next(end_.chain, stored_);
  end_.position = r.position;
  end_time_ms_ = r.time_ms;
  stored_.append(view(end_.chain));
  target.put_record(r.position, stored_);
  state = state_after(state, r.position, r.stream_position, r.closes_stream);
}

}  // namespace sluice::store
