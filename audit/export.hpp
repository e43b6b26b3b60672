#pragma once
/// The log as JSON Lines, for other programs and for keeping: one event a line, in log order, keys
/// always in the same order. `sluice audit export --format jsonl`.
///
/// Each line names its log and the incarnation, so that lines of two logs can lie together, and
/// ends with the chain hash of its record. It is over the stored bytes (events/FORMAT.md), not over
/// the line: an export is compared with the log, and replaces nothing.

#include <cstdint>
#include <iosfwd>
#include <optional>

#include "events/record_keys.hpp"
#include "store/event_log.hpp"

namespace sluice {

struct export_result {
  std::uint64_t events = 0;
  /// Events that this program cannot read: their lines hold the reason and the payload's bytes.
  std::uint64_t undecodable = 0;
  std::optional<store::damage> damage{};
  bool written = true;  ///< false: the output did not take everything
};

/// What is sealed under one of the keys is shown; all else that is sealed says "(sealed)".
[[nodiscard]] export_result export_jsonl(const store::event_log& log, std::ostream& out,
                                         const record_keys& keys = {});

}  // namespace sluice
