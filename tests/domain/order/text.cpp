#include "base/overloaded.hpp"
#include "events/event_type.hpp"
#include "tests/domain/order/story.hpp"

namespace sluice::test {
namespace {

std::string number(attempt_no n) { return std::to_string(n.value()); }

/// Words with one blank between them; empty words are left out.
template <class... Words>
std::string line(const Words&... words) {
  std::string out;
  const auto put = [&out](std::string_view word) {
    if (word.empty()) return;
    if (!out.empty()) out += ' ';
    out += word;
  };
  (put(words), ...);
  return out;
}

/// The usual purpose goes without saying.
std::string_view if_special(refund_purpose p) {
  return p == refund_purpose::merchant ? std::string_view{} : name_of(p);
}
std::string_view if_said(returned r) {
  switch (r) {
    case returned::yes: return "money_returned";
    case returned::no: return "no_money_returned";
    case returned::not_said: return "";
  }
  return "?";
}
std::string_view if_asked(money_question q) { return q == money_question::none ? "" : name_of(q); }
/// "holds 99", "gave_back 99"
std::string amount(std::string_view word, const std::optional<money>& m) {
  return m ? std::string(word) + ' ' + std::to_string(m->minor_units) : std::string{};
}
/// Only where it is another one than every story's.
std::string other_than_price(const std::optional<money>& m) {
  return m == price ? std::string{} : amount("holds", m);
}
std::string_view name_of(call_query::prompt p) {
  switch (p) {
    case call_query::prompt::doubt: return "";
    case call_query::prompt::hearsay: return "hearsay";
    case call_query::prompt::old_hearsay: return "old_hearsay";
  }
  return "?";
}

std::string details(const order_event& event) {
  return std::visit(
      overloaded{
          [](const order_accepted& e) { return line(to_string(e.amount), e.masked_code); },
          [](const attempt_started& e) {
            const auto derived = numbers.of_attempt(e.channel, pay_request().order, e.attempt);
            return line(number(e.attempt), e.channel.value(),
                        e.key == derived ? "K" + number(e.attempt) : e.key.value());
          },
          [](const payer_asked& e) { return line(number(e.attempt), name_of(e.from), e.code); },
          [](const attempt_in_doubt& e) {
            return line(
                number(e.attempt), name_of(e.from), e.code, e.suspected_failure ? "suspected" : "");
          },
          [](const attempt_succeeded& e) {
            return line(number(e.attempt), name_of(e.from), e.channel_reference);
          },
          [](const attempt_failed& e) { return line(number(e.attempt), name_of(e.from), e.code); },
          [](const order_paid& e) { return number(e.attempt); },
          [](const order_failed& e) { return e.code; },
          [](const revoke_requested& e) {
            return line(number(e.attempt), name_of(e.method), name_of(e.reason));
          },
          [](const late_payment_found& e) {
            return line(number(e.attempt), name_of(e.from), other_than_price(e.held));
          },
          [](const revoke_answered& e) {
            return line(number(e.attempt), if_said(e.money_returned), e.code);
          },
          [](const order_revoked& e) { return line(number(e.attempt), if_said(e.money_returned)); },
          [](const result_conflicted& e) {
            const auto asks = e.asks.value_or(money_question::none);
            return line(number(e.attempt), name_of(e.from), name_of(e.found), e.code, e.detail,
                        if_asked(asks) == e.detail ? "" : if_asked(asks));
          },
          [](const refund_requested& e) {
            return line(e.refund.value(), number(e.attempt), std::to_string(e.amount.minor_units),
                        if_special(e.purpose));
          },
          [](const refund_in_doubt& e) { return line(e.refund.value(), e.code); },
          [](const refund_succeeded& e) { return line(e.refund.value(), e.channel_reference); },
          [](const refund_failed& e) { return line(e.refund.value(), e.code); },
          [](const operator_needed& e) {
            const bool of_attempt = e.asks != money_question::none;
            return line(e.refund.value(), of_attempt ? number(e.attempt) : "", e.reason,
                        amount("asked", e.asked), amount("holds", e.held));
          },
          [](const order_resolved& e) {
            const bool said = e.held && e.held->minor_units != 0 && e.held != price;
            return line(e.refund.value(), name_of(e.verdict), e.operator_name,
                        said ? amount("holds", e.held) : "");
          },
      },
      event);
}

}  // namespace

std::string text_of(const order_event& e) { return line(name_of(type_of(e)), details(e)); }

std::string text_of(const action& a) {
  return std::visit(
      overloaded{
          [](const call_pay& c) { return line("-> call_pay", number(c.attempt)); },
          [](const call_query& c) {
            return line("-> call_query", number(c.attempt), name_of(c.why));
          },
          [](const call_revoke& c) {
            return line("-> call_revoke", number(c.attempt),
                        c.method == revoke_method::close ? "close" : "");
          },
          [](const call_refund& c) { return line("-> call_refund", c.refund.value()); },
          [](const call_refund_query& c) { return line("-> call_refund_query", c.refund.value()); },
      },
      a);
}

}  // namespace sluice::test
