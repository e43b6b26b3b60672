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
std::string_view if_special(order::refund_purpose p) {
  return p == order::refund_purpose::merchant ? std::string_view{} : name_of(p);
}
std::string_view if_said(order::returned r) {
  switch (r) {
    case order::returned::yes: return "money_returned";
    case order::returned::no: return "no_money_returned";
    case order::returned::not_said: return "";
  }
  return "?";
}
std::string_view if_asked(order::money_question q) {
  return q == order::money_question::none ? "" : name_of(q);
}
/// "holds 99", "gave_back 99"
std::string amount(std::string_view word, const std::optional<money>& m) {
  return m ? std::string(word) + ' ' + std::to_string(m->minor_units) : std::string{};
}
/// Only where it is another one than every story's.
std::string other_than_price(const std::optional<money>& m) {
  return m == price ? std::string{} : amount("holds", m);
}
std::string_view name_of(order::call_query::prompt p) {
  switch (p) {
    case order::call_query::prompt::doubt: return "";
    case order::call_query::prompt::hearsay: return "hearsay";
    case order::call_query::prompt::old_hearsay: return "old_hearsay";
  }
  return "?";
}

std::string details(const order::event& event) {
  return std::visit(
      overloaded{
          [](const order::order_accepted& e) { return line(to_string(e.amount), e.masked_code); },
          [](const order::attempt_started& e) {
            const auto derived = numbers.of_attempt(e.channel, pay_request().order, e.attempt);
            return line(number(e.attempt), e.channel.value(),
                        e.key == derived ? "K" + number(e.attempt) : e.key.value());
          },
          [](const order::payer_asked& e) {
            return line(number(e.attempt), name_of(e.from), e.code);
          },
          [](const order::attempt_in_doubt& e) {
            return line(
                number(e.attempt), name_of(e.from), e.code, e.suspected_failure ? "suspected" : "");
          },
          [](const order::attempt_succeeded& e) {
            return line(number(e.attempt), name_of(e.from), e.channel_reference);
          },
          [](const order::attempt_failed& e) {
            return line(number(e.attempt), name_of(e.from), e.code);
          },
          [](const order::route_renewed& e) {
            std::string all;
            for (const auto& channel : e.route) all = line(all, channel.value());
            return all;
          },
          [](const order::order_paid& e) { return number(e.attempt); },
          [](const order::order_failed& e) { return e.code; },
          [](const order::revoke_requested& e) {
            return line(number(e.attempt), name_of(e.method), name_of(e.reason));
          },
          [](const order::late_payment_found& e) {
            return line(number(e.attempt), name_of(e.from), other_than_price(e.held));
          },
          [](const order::revoke_answered& e) {
            return line(number(e.attempt), if_said(e.money_returned), e.code);
          },
          [](const order::order_revoked& e) {
            return line(number(e.attempt), if_said(e.money_returned));
          },
          [](const order::result_conflicted& e) {
            const auto asks = e.asks.value_or(order::money_question::none);
            return line(number(e.attempt), name_of(e.from), name_of(e.found), e.code, e.detail,
                        if_asked(asks) == e.detail ? "" : if_asked(asks));
          },
          [](const order::refund_requested& e) {
            return line(e.refund.value(), number(e.attempt), std::to_string(e.amount.minor_units),
                        if_special(e.purpose));
          },
          [](const order::refund_in_doubt& e) { return line(e.refund.value(), e.code); },
          [](const order::refund_succeeded& e) {
            return line(e.refund.value(), e.channel_reference);
          },
          [](const order::refund_failed& e) { return line(e.refund.value(), e.code); },
          [](const order::operator_needed& e) {
            const bool of_attempt = e.asks != order::money_question::none;
            return line(e.refund.value(), of_attempt ? number(e.attempt) : "", e.reason,
                        amount("asked", e.asked), amount("holds", e.held));
          },
          [](const order::order_resolved& e) {
            const bool said = e.held && e.held->minor_units != 0 && e.held != price;
            return line(e.refund.value(), name_of(e.verdict), e.operator_name,
                        said ? amount("holds", e.held) : "");
          },
          [](const order::refund_sent_on& e) {
            return line(e.refund.value(), name_of(e.verdict), e.card_shown, e.operator_name);
          },
          [](const order::risk_judged& e) {
            return line(name_of(e.verdict), e.is_answered ? "" : "silence", e.reference);
          },
          [](const order::order_authorized& e) { return number(e.attempt); },
          [](const order::capture_requested& e) {
            return line(number(e.attempt), std::to_string(e.amount.minor_units));
          },
          [](const order::code_given& e) {
            return line(number(e.attempt), std::to_string(e.number));
          },
          [](const order::code_tried& e) { return std::to_string(e.number); },
          [](const order::code_judged& e) {
            return line(std::to_string(e.number), name_of(e.found), e.reference);
          },
      },
      event);
}

}  // namespace

std::string text_of(const order::event& e) { return line(name_of(type_of(e)), details(e)); }

std::string text_of(const order::action& a) {
  return std::visit(
      overloaded{
          [](const order::call_pay& c) { return line("-> call_pay", number(c.attempt)); },
          [](const order::call_confirm& c) { return line("-> call_confirm", number(c.attempt)); },
          [](const order::call_query& c) {
            return line("-> call_query", number(c.attempt), name_of(c.why));
          },
          [](const order::call_revoke& c) {
            return line("-> call_revoke", number(c.attempt),
                        c.method == order::revoke_method::close ? "close" : "");
          },
          [](const order::call_refund& c) { return line("-> call_refund", c.refund.value()); },
          [](const order::call_refund_query& c) {
            return line("-> call_refund_query", c.refund.value());
          },
          [](const order::call_send_on& c) { return line("-> call_send_on", c.refund.value()); },
      },
      a);
}

std::string_view text_of(order::side_question q) {
  switch (q) {
    case order::side_question::none: return "nothing";
    case order::side_question::may_it_start: return "may_it_start";
    case order::side_question::is_it_a_risk: return "is_it_a_risk";
    case order::side_question::is_the_code_right: return "is_the_code_right";
  }
  return "?";
}

}  // namespace sluice::test
