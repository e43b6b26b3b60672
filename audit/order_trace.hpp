#pragma once
/// The whole life of an order for people: who did what when, under which number the channel was
/// called, what it answered after how long, and why the order went on as it did. Out of the log;
/// what the log does not say of calls comes from the records beside it (call_steps.hpp):
/// `sluice trace m1/A-1001`, order.trace.

#include <iosfwd>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "domain/ids.hpp"
#include "domain/order/state.hpp"
#include "events/cause.hpp"
#include "events/records/record_codec.hpp"
#include "store/event_log.hpp"

namespace sluice {

struct trace_step {
  instant at{};
  store::sequence sequence = 0;  ///< 0: it is not in the log, but beside it
  std::string step;  ///< the event's name: "attempt_started"
  std::string actor;  ///< who brought it about: "engine", "channel wechat", "operator li.wei"
  std::string channel{};  ///< that it is about
  std::string number{};  ///< under which the channel knows it
  std::string code{};  ///< the channel's word
  std::optional<millis> took{};  ///< of an answer: since it was asked for
  std::string why;  ///< a sentence
};

struct order_trace {
  order::state last;  ///< as the last step left it
  std::vector<trace_step> steps{};
  std::vector<records::stored_message> messages{};  ///< to channels and back, where asked for
};

struct trace_unknown {};  ///< there is no such order
using trace_answer = std::variant<order_trace, trace_unknown, store::damage>;
[[nodiscard]] trace_answer trace(const store::event_log& log, const order_id& id);

/// What an event says, with the order as it leaves it.
[[nodiscard]] trace_step step_of(const order::state& after, const order::event& e, const cause& why,
                                 instant at);

/// A table, one object, or one line a step for log collectors: fields separated by "||", which no
/// field contains, in the order of trace_step after merchant and order number.
void print_text(const order_trace& t, std::ostream& out);
void print_json(const order_trace& t, std::ostream& out);
void print_lines(const order_trace& t, std::ostream& out);

}  // namespace sluice
