#include "store/record_checker.hpp"

#include <algorithm>

namespace sluice::store {
namespace {

damage damaged(sequence at, std::string_view what) {
  return {.what = "record " + std::to_string(at) + ' ' + std::string{what}, .at = at};
}

/// When record `at` does not fit to the one before it, either of them may be the bad one.
damage first_of_two(std::uint16_t partition, damage later, record_source& source) {
  if (later.at <= 1) return later;
  record_checker earlier(partition);
  if (auto problem = earlier.continue_at(later.at - 1, source)) return *std::move(problem);
  auto checked = earlier.next(source);
  if (auto* problem = std::get_if<damage>(&checked)) return std::move(*problem);
  return later;
}

/// What a stream says about its next older record, against what is there.
std::optional<damage> misplaced(const record_view& r, std::string_view stream,
                                stream_sequence expected) {
  if (r.stream != stream)
    return damaged(r.position, "is not of the stream whose head points at it");
  if (r.stream_position != expected) {
    return damaged(r.position, "has stream sequence " + std::to_string(r.stream_position) +
                                   ", expected " + std::to_string(expected));
  }
  return std::nullopt;
}

}  // namespace

record_checker::record_checker(std::uint16_t partition)
    : partition_(partition), chain_(chain_start(partition)) {}

std::optional<damage> record_checker::continue_at(sequence at, record_source& source) {
  next_ = at;
  epoch_ = 0;
  if (at <= 1) {
    next_ = 1;
    chain_ = chain_start(partition_);
    return std::nullopt;
  }
  auto before = source.stored(at - 1);
  if (auto* problem = std::get_if<damage>(&before)) return std::move(*problem);
  auto decoded = decode(at - 1, std::get<std::string_view>(before));
  if (auto* problem = std::get_if<damage>(&decoded)) return std::move(*problem);
  chain_ = std::get<record_view>(decoded).chain;
  epoch_ = std::get<record_view>(decoded).epoch;
  return std::nullopt;
}

std::variant<record_view, damage> record_checker::next(record_source& source) {
  auto found = source.stored(next_);
  if (auto* problem = std::get_if<damage>(&found)) return std::move(*problem);
  const auto stored = std::get<std::string_view>(found);
  auto decoded = decode(next_, stored);
  if (std::holds_alternative<damage>(decoded)) return decoded;
  const auto& r = std::get<record_view>(decoded);
  if (r.chain != hasher_.next(chain_, hashed_part(stored))) {
    return damaged(next_, "does not fit into the chain of hashes");
  }
  if (r.epoch < epoch_) return damaged(next_, "has a lower epoch than the record before it");
  chain_ = r.chain;
  epoch_ = r.epoch;
  ++next_;
  return decoded;
}

std::variant<record_view, damage> record_checker::decode(sequence at,
                                                         std::string_view stored) const {
  auto decoded = decode_record(stored);
  if (const auto* bad = std::get_if<bad_record>(&decoded)) return damaged(at, bad->what);
  const auto& r = std::get<record_view>(decoded);
  if (r.position != at) return damaged(at, "says it is record " + std::to_string(r.position));
  if (r.partition != partition_) {
    return damaged(at, "says it is of partition " + std::to_string(r.partition));
  }
  return r;
}

std::optional<damage> read_forward(std::uint16_t partition, sequence from, sequence last,
                                   record_source& source, const event_log::visitor& visit) {
  if (from == 0) from = 1;
  if (from > last) return std::nullopt;
  record_checker checker(partition);
  if (auto problem = checker.continue_at(from, source)) return problem;
  record current;
  for (auto at = from; at <= last; ++at) {
    auto checked = checker.next(source);
    if (auto* problem = std::get_if<damage>(&checked)) return std::move(*problem);
    copy_into(current, std::get<record_view>(checked));
    if (!visit(current)) break;
  }
  return std::nullopt;
}

std::variant<std::vector<record>, damage> read_back(
    std::uint16_t partition, std::string_view stream, const stream_head& head,
    record_source& source) {
  std::vector<record> records;
  record_checker checker(partition);
  auto at = head.last;
  for (auto position = head.position; position > 0; --position) {
    if (at == 0) return damage{"a stream's head counts more records than there are", 0};
    if (auto problem = checker.continue_at(at, source)) return *std::move(problem);
    auto checked = checker.next(source);
    if (auto* problem = std::get_if<damage>(&checked)) {
      return first_of_two(partition, std::move(*problem), source);
    }
    const auto& r = std::get<record_view>(checked);
    if (auto problem = misplaced(r, stream, position)) return *std::move(problem);
    at = r.previous_in_stream;
    copy_into(records.emplace_back(), r);
  }
  if (at != 0) return damage{"a stream has more records than its head counts", at};
  std::reverse(records.begin(), records.end());
  return records;
}

}  // namespace sluice::store
