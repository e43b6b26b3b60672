#pragma once
/// Why an order got the route that it got, and where it went on it, from the log alone:
/// `sluice route explain --order m1/A-1001`.

#include <iosfwd>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "audit/audit_rule.hpp"
#include "audit/breaker_then.hpp"
#include "domain/order/state.hpp"
#include "domain/routing/explanation.hpp"
#include "store/event_log.hpp"

namespace sluice {

struct explained_channel {
  std::optional<channel_id> id{};  ///< nothing: the log does not say which list was meant
  routing::judged found{};
  std::string words{};  ///< with its name
  std::optional<breaker_word> breaker{};  ///< where its breaker had a part in it
};

struct tried_channel {
  order::attempt what;
  std::optional<order::source> failed_by{};  ///< who said that it failed
};

struct explained_route {
  order_id id;
  instant accepted{};
  std::vector<channel_id> route{};
  std::string unexplained{};  ///< why nothing is said of the channels; empty: it is
  std::uint32_t merchant_position = 0, rules_position = 0;
  std::vector<explained_channel> channels{};  ///< in the order of the merchant's list
  std::size_t left_out = 0;  ///< so many more were looked at
  std::vector<tried_channel> tried{};
};

struct no_such_order {};

/// The route; else why there is none: no order of this name, a life that breaks a rule (a replay
/// shows where), or records that cannot be read.
using route_answer = std::variant<explained_route, no_such_order, audit_fault, store::damage>;
[[nodiscard]] route_answer explain_route(const store::event_log& log, const order_id& id);

/// "debit_card/icbc open since …: failures (14 of 20 failed, 0 slow), until …"
[[nodiscard]] std::string sentence_of(const breaker_word& b);
/// A sentence an attempt, first to last.
[[nodiscard]] std::vector<std::string> sentences_of(const std::vector<tried_channel>& tried);

/// A line a channel, what its breaker said below it, and a line an attempt.
void print_text(const explained_route& r, std::ostream& out);
/// One object: merchant, order_no, accepted, route, channels, attempts.
void print_json(const explained_route& r, std::ostream& out);

}  // namespace sluice
