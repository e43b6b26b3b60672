#pragma once
/// The connections to one provider's host: which are open, as those tell who open and close them,
/// and how many were opened within the last second. Part of host_door, which locks it.
///
/// Whether a call will open one nobody knows before: the HTTP client takes an idle one where it has
/// one that still lives. So a call counts as one that opens a connection unless there are more open
/// than calls run, and an idle one is not relied on for as long as the client would use it. Where
/// it opens one all the same, because the provider has hung up meanwhile, the client asks again
/// before it does: a payment that is not sent is no doubt, a host that is closed to us is much.

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>

#include "domain/channel/sliding_second.hpp"

namespace sluice::channel {

/// A connection's, among those that are open.
using connection_number = std::int64_t;

/// An idle connection that is older is not used again: servers close them at about a minute, and a
/// request on a closed one is the doubt that costs a query.
inline constexpr millis longest_idle{30'000};

class connection_book {
 public:
  /// So many calls at once need no more new connections than `most` a second.
  [[nodiscard]] bool has_room_for(std::uint32_t calls, std::uint32_t most, instant now) const {
    const auto to_open = calls - std::min(calls, usable(now));
    return to_open == 0 || (to_open <= most && !opened_.fewer_than(most + 1 - to_open, now));
  }
  /// False: it must not be opened, there are so many within this second.
  [[nodiscard]] bool open(connection_number which, std::uint32_t most, instant now) {
    if (opened_.fewer_than(most, now)) return false;
    opened_.add(now);
    last_use_[which] = now;
    return true;
  }
  /// A call on it has ended, and it stays open.
  void is_idle(connection_number which, instant now) { last_use_[which] = now; }
  void closed(connection_number which) { last_use_.erase(which); }

 private:
  [[nodiscard]] std::uint32_t usable(instant now) const {
    constexpr millis clocks_differ{1000};
    return static_cast<std::uint32_t>(std::count_if(
        last_use_.begin(), last_use_.end(),
        [&](const std::pair<const connection_number, instant>& one) {
          return now < one.second + longest_idle - clocks_differ;
        }));
  }

  std::map<connection_number, instant> last_use_;
  sliding_second opened_;
};

}  // namespace sluice::channel
