#pragma once
/// Up to where a log is put back: a person names a sequence or a time, and what one decision has
/// written stays together.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "base/instant.hpp"
#include "store/event_log.hpp"

namespace sluice::app {

struct cut_point {
  store::sequence last = 0;  ///< the log ends here
  /// Other than asked for: why, for a person. Else empty.
  std::string because{};
};

/// Where a log ends that is to end at `wanted` or before. What one decision has written is one
/// atomic part of a batch, all of one stream and one time; of it no half is kept. A sentence: there
/// is no such place. Precondition: the log reaches `wanted`, which is not 0.
[[nodiscard]] std::variant<cut_point, std::string> cut_point_at(const store::event_log& log,
                                                                store::sequence wanted);

/// The last event that was decided at this time or before; 0: all are later. What the log's times
/// say, which never fall.
[[nodiscard]] store::sequence last_until(const store::event_log& log, instant at);

}  // namespace sluice::app
