// What must hold whatever anybody says, in whatever order, at whatever time.
// A failure prints the seed: RC_PARAMS="seed=…" repeats it.

#include <rapidcheck.h>

#include "base/overloaded.hpp"
#include "tests/catch.hpp"
#include "tests/domain/order/story.hpp"

namespace sluice::test {
namespace {

template <class... T>
auto one_of(T... all) {
  return *rc::gen::element(all...);
}

order::finding any_finding() {
  return one_of(
      order::finding::paid, order::finding::not_paid, order::finding::payer_paying,
      order::finding::unknown, order::finding::not_found, order::finding::not_paid_if_query_agrees,
      order::finding::not_paid_if_revoked, order::finding::not_sent, order::finding::not_paid_yet);
}

attempt_no any_attempt() { return attempt_no{*rc::gen::inRange<std::uint16_t>(0, 4)}; }
std::string any_refund() {
  return one_of(std::string("R1"), std::string("R2"), std::string("R3"), std::string("late.1"),
                std::string("late.2"), std::string("late.1.2"), std::string("release.1"));
}

order::attempt_report any_report() {
  auto r = told(one_of(order::source::pay_answer, order::source::query_answer,
                       order::source::notification, order::source::engine),
                any_finding(), "CODE");
  r.attempt = any_attempt();
  r.reroutable = *rc::gen::arbitrary<bool>();
  r.verified = *rc::gen::arbitrary<bool>();
  if (*rc::gen::inRange(0, 4) == 0) r.action = payer_action{payer_action_kind::enter_code};
  switch (*rc::gen::inRange(0, 8)) {
    case 0: r.amount = money{7, price.unit}; break;
    case 1: r.amount = money{9000, price.unit}; break;
    case 4: r.amount = money{800, price.unit}; break;
    case 2: r.amount = money{1250, currency::usd}; break;
    case 3: r.amount = price; break;
    default: break;
  }
  return r;
}

order::revoke_report any_revoke_report() {
  auto r = revoke_says(one_of(
      order::revoke_finding::done, order::revoke_finding::again, order::revoke_finding::unknown,
      order::revoke_finding::refused, order::revoke_finding::already_paid,
      order::revoke_finding::too_late));
  r.attempt = any_attempt();
  return r;
}

order::refund_report any_refund_report() {
  auto r = refund_says(
      one_of(order::refund_finding::done, order::refund_finding::accepted,
             order::refund_finding::failed, order::refund_finding::unknown,
             order::refund_finding::not_refunded, order::refund_finding::too_late,
             order::refund_finding::stuck, order::refund_finding::not_sent_on),
      any_refund());
  if (*rc::gen::inRange(0, 4) == 0) r.amount = money{one_of(1, 600, 2000), price.unit};
  if (r.found == order::refund_finding::stuck && *rc::gen::arbitrary<bool>()) {
    r.channel_reference = "50300007";
    r.can_be_sent_on = true;
  }
  return r;
}

order::resolve any_verdict() {
  auto v = verdict(one_of(order::resolution::paid, order::resolution::failed,
                          order::resolution::revoked, order::resolution::refunded,
                          order::resolution::not_refunded, order::resolution::to_merchant_card),
                   one_of(std::string(), any_refund()));
  v.attempt = attempt_no{*rc::gen::inRange<std::uint16_t>(0, 3)};
  if (*rc::gen::arbitrary<bool>()) v.amount_minor = one_of(-1, 0, 7, 1250, 9000);
  return v;
}

order::command any_command(business_type type) {
  switch (*rc::gen::inRange(0, 14)) {
    case 0: return pay_request(type);
    case 1: return order::revoke{};
    case 2: return refund_of(*rc::gen::inRange(-1, 1300), any_refund());
    case 3: return any_verdict();
    case 4: return any_revoke_report();
    case 5: return any_refund_report();
    case 6:
      return order::fall_due{one_of(order::duty::query, order::duty::revoke, order::duty::retry)};
    case 7: return order::restarted{};
    case 8: return order::capture{{one_of(-1, 7, 800, 1250, 9000), price.unit}};
    case 9:
    case 10: return order::verify_payer{};
    default: return any_report();
  }
}

/// Does the phase after an end differ from it?
bool is_final_change(const order::phase& before, const order::phase& after) {
  return is_final(before) && before.index() != after.index();
}

int kept_payments(const order::state& o) {
  int kept = 0;
  for (const auto& a : o.attempts)
    if (a.result == order::attempt::outcome::paid) ++kept;
  return kept;
}

int holders(const order::state& o) {
  return static_cast<int>(
      std::ranges::count(o.attempts, order::attempt::outcome::authorized, &order::attempt::result));
}

business_type any_type() {
  return one_of(business_type::payment_code, business_type::quick_pay, business_type::payout,
                business_type::preauthorization);
}

/// One life of random words; what must hold is asserted after each of them.
struct life {
  business_type type;
  attempt_timing timing{};
  instant now = morning;
  order::state state{};
  std::vector<std::pair<order::event, instant>> history{};

  void hear(const order::command& command, bool can_pay_again) {
    const auto said = decide(state, command, {now, timing, numbers, can_pay_again, can_pay_again});
    if (const auto* e = std::get_if<order::effects>(&said)) {
      for (const auto& event : e->events) happen(event);
      for (const auto& a : e->actions) check(a);
    }
    check();
  }

  void happen(const order::event& event) {
    RC_ASSERT(may_follow(state, event));
    const auto before = state.now;
    state = evolve(state, event, now);
    RC_ASSERT(!is_final_change(before, state.now));
    history.emplace_back(event, now);
  }

  /// Nothing is asked of a channel about what the log does not know.
  void check(const order::action& a) const {
    std::visit(
        overloaded{
            [&](const order::call_pay& c) {
              RC_ASSERT(std::holds_alternative<order::attempting>(state.now));
              RC_ASSERT(current_attempt(state).number == c.attempt);
            },
            [&](const order::call_confirm& c) {
              RC_ASSERT(std::holds_alternative<order::attempting>(state.now));
              RC_ASSERT(current_attempt(state).number == c.attempt);
              RC_ASSERT(current_attempt(state).confirmed == now);
            },
            [&](const order::call_query& c) { RC_ASSERT(find_attempt(state, c.attempt)); },
            [&](const order::call_revoke& c) {
              RC_ASSERT(policy_of(type).revocable || policy_of(type).closable);
              RC_ASSERT(now >=
                        last_charge(*find_attempt(state, c.attempt)) + timing.revoke_never_before);
            },
            [&](const order::call_refund& c) {
              RC_ASSERT(find_refund(state, c.refund));
              RC_ASSERT(policy_of(type).refundable);
            },
            [&](const order::call_refund_query& c) { RC_ASSERT(find_refund(state, c.refund)); },
            [&](const order::call_send_on& c) {
              RC_ASSERT(find_refund(state, c.refund)->sent_on.has_value());
              RC_ASSERT(!find_refund(state, c.refund)->channel_reference.empty());
            },
        },
        a);
  }

  void check() const {
    RC_ASSERT(kept_payments(state) + holders(state) <= 1);
    RC_ASSERT(!is_closed(state) || holders(state) == 0);  // nobody would ever let it go
    RC_ASSERT(completed_refunds(state).minor_units <= committed_refunds(state).minor_units);
    const auto a = agenda_of(state, now, timing);
    const bool somebody_looks = a.query || a.revoke || a.retry;
    const bool person = !waits_for_person(state).empty();
    RC_ASSERT(state.attempts.empty() || is_closed(state) || somebody_looks || person);
    for (const auto& due : {a.query, a.revoke, a.retry}) RC_ASSERT(!due || *due >= now);
    for (const auto& each : state.attempts) RC_ASSERT(each.codes <= order::most_code_tries);
    for (const auto& each : state.attempts) check_exit_of(each);
    for (const auto& m : waits_for_person(state)) check_exit_of(m);
  }

  [[nodiscard]] bool takes(const order::command& command) const {
    return std::holds_alternative<order::effects>(decide(state, command, {now, timing, numbers}));
  }

  /// Money that an attempt is known to hold, and that no refund has taken, can go somewhere: to the
  /// merchant who refunds it, or to whatever a person calls true.
  void check_exit_of(const order::attempt& a) const {
    if (left_on(state, a).minor_units == 0 || !policy_of(type).refundable) return;
    // What is held can be let go, or a capture of it is under way, or a person has it.
    if (a.result == order::attempt::outcome::authorized)
      return RC_ASSERT(!std::holds_alternative<order::authorized>(state.now) ||
                       takes(order::revoke{}));
    if (a.result == order::attempt::outcome::paid && std::holds_alternative<order::paid>(state.now))
      return RC_ASSERT(takes(refund_of(1, "R-exit")));
    const bool being_revoked = std::holds_alternative<order::revoking>(state.now) &&
                               current_attempt(state).number == a.number;
    auto word = of_attempt(a.number.value(), verdict(order::resolution::failed));
    word.reason = "this is what is left";
    word.amount_minor = left_on(state, a).minor_units;
    RC_ASSERT(being_revoked || takes(word));
  }
  /// What waits for a person can be ended by a person's word.
  void check_exit_of(const order::open_matter& m) const {
    auto word = m.about != nullptr
                    ? verdict(order::resolution::refunded, m.about->number.value())
                    : of_attempt(m.attempt.value(), verdict(order::resolution::paid));
    word.reason = "looked up";
    word.amount_minor = 1;
    RC_ASSERT(takes(word));
  }
};

std::string picture(const order::state& o) {
  std::string out{name_of(o.now)};
  for (const auto& a : o.attempts)
    out += ' ' + a.key.value() + ' ' + std::to_string(static_cast<int>(a.result)) + a.code + ' ' +
           std::string(name_of(a.asks)) + (a.held ? to_string(*a.held) : "");
  for (const auto& r : o.refunds)
    out += ' ' + r.number.value() + ' ' + std::string(name_of(r.state));
  return out + ' ' + std::to_string(o.conflicts);
}

life any_life() {
  life l{.type = any_type()};
  l.hear(pay_request(l.type), true);
  const int words = *rc::gen::inRange(1, 40);
  for (int i = 0; i < words; ++i) {
    l.now += millis{one_of(0, 10, 4000, 16'000, 40'000, 700'000, 90'000'000)};
    l.hear(any_command(l.type), *rc::gen::arbitrary<bool>());
  }
  return l;
}

}  // namespace

TEST_CASE("Whatever is said, every event follows the table and every promise holds") {
  CHECK(rc::check("a random life keeps the rules", [] { any_life(); }));
}

TEST_CASE("Replaying the events of any life gives the same order") {
  CHECK(rc::check("replay equals life", [] {
    const auto l = any_life();
    order::state again;
    for (const auto& [event, at] : l.history) again = evolve(again, event, at);
    RC_ASSERT(picture(again) == picture(l.state));
    RC_ASSERT(again.updated_at == l.state.updated_at);
  }));
}

TEST_CASE("Without any word of payment or failure no order ever ends as paid or failed") {
  CHECK(rc::check("silence proves nothing", [] {
    life l{.type = any_type()};
    l.hear(pay_request(l.type), true);
    for (int i = 0; i < 40; ++i) {
      l.now += millis{one_of(1000, 16'000, 700'000, 90'000'000)};
      if (*rc::gen::arbitrary<bool>())
        l.hear(order::fall_due{one_of(order::duty::query, order::duty::revoke, order::duty::retry)},
               true);
      else
        l.hear(told(one_of(order::source::pay_answer, order::source::query_answer),
                    order::finding::unknown),
               true);
    }
    RC_ASSERT(!std::holds_alternative<order::paid>(l.state.now));
    RC_ASSERT(!std::holds_alternative<order::failed>(l.state.now));
    RC_ASSERT(l.state.attempts.size() == 1U);
  }));
}

}  // namespace sluice::test
