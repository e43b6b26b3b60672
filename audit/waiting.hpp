#pragma once
/// What waits for a person, as it stands in the log: `sluice operator list`. Changes nothing.

#include <iosfwd>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "domain/order/waiting.hpp"
#include "store/event_log.hpp"

namespace sluice {

struct waiting_list {
  std::vector<order::waiting_matter> matters{};  ///< who waits longest comes first
  /// Orders that cannot be read: they may wait as well.
  std::vector<std::string> unreadable{};
};
[[nodiscard]] waiting_list what_waits(const store::event_log& log);

/// A table; times are told as how long ago it was at `now`.
void print_text(const waiting_list& list, instant now, std::ostream& out);
/// One object: waiting (order, attempt, refund_no, reason, since, …) and unreadable.
void print_json(const waiting_list& list, std::ostream& out);

}  // namespace sluice
