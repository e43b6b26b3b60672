#pragma once
/// Which alarms would have fired by other thresholds, from the log alone, beside those that did:
/// `sluice alarms test`. Time goes on as the rules ask for it, so the same log and thresholds
/// always lead to the same.
///
/// The log says less than the rules hear while the engine runs: of queries and revokes that learnt
/// nothing there is no event, nor of what is wrong with the engine itself; and whose fault a
/// refusal was it does not say, so that refusals count for code_frequent and not for success_rate.

#include <iosfwd>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "domain/alarm/notice.hpp"
#include "domain/alarm/thresholds.hpp"
#include "domain/channel/wallet_watch.hpp"
#include "store/event_log.hpp"

namespace sluice {

struct past_alarm {
  alarm::kind what{};
  std::string key{};
  instant since{};
  std::optional<millis> lasted{};  ///< nothing: it fired still when the log ended
  std::uint64_t orders = 0;
  std::uint32_t notices = 0;  ///< to each receiver; the log does not say how many there were
  bool flaps = false;
  bool is_acknowledged = false;
  std::string detail{};
};

struct alarm_comparison {
  instant from{}, to{};  ///< the first and the last record
  std::vector<past_alarm> would{};  ///< as they fired
  std::vector<past_alarm> did{};
};

struct alarm_rules {
  alarm::thresholds thresholds{};
  std::vector<channel::wallet_channel> channels{};  ///< those that take payment codes
};

[[nodiscard]] std::variant<alarm_comparison, store::damage> replay_alarms(
    const store::event_log& log, const alarm_rules& rules);

/// Two tables, and what is not in the first.
void print_text(const alarm_comparison& c, std::ostream& out);
/// One object: from, to, would_have_fired and did_fire (kind, key, since, lasted_ms, orders, …).
void print_json(const alarm_comparison& c, std::ostream& out);

}  // namespace sluice
