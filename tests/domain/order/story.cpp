#include "tests/domain/order/story.hpp"

#include "base/overloaded.hpp"
#include "tests/catch.hpp"

namespace sluice::test {

order::pay pay_request(business_type type, std::vector<channel_id> route) {
  return {.order = {merchant_id{"m1"}, order_no{"A-1"}},
          .type = type,
          .amount = price,
          .payment_code = secret{"134567890123456789"},
          .description = "coffee",
          .body = first_body,
          .route = std::move(route)};
}

order::refund_order refund_of(std::int64_t minor_units, std::string number) {
  return {refund_no{std::move(number)}, {minor_units, price.unit}, first_body};
}

order::resolve verdict(order::resolution r, std::string refund) {
  return {.verdict = r,
          .operator_name = "li.wei",
          .reason = "seen on the statement",
          .refund = refund_no{std::move(refund)}};
}

order::refund_report stuck_refund(std::string number) {
  auto r = refund_says(order::refund_finding::stuck, std::move(number));
  r.channel_reference = "50300007";
  r.can_be_sent_on = true;
  return r;
}

order::attempt_report told(order::source from, order::finding found, std::string code) {
  return {.attempt = attempt_no{1}, .from = from, .found = found, .code = std::move(code)};
}
order::attempt_report answer(order::finding found, std::string code) {
  return told(order::source::pay_answer, found, std::move(code));
}
order::attempt_report query(order::finding found, std::string code) {
  return told(order::source::query_answer, found, std::move(code));
}
order::attempt_report asks_for_code(std::string code) {
  auto r = answer(order::finding::payer_paying, std::move(code));
  r.action = payer_action{payer_action_kind::enter_code};
  return r;
}

order::attempt_report notification(order::finding found, std::string code) {
  auto r = hearsay(found, std::move(code));
  r.verified = true;
  if (found == order::finding::paid) r.amount = price;
  return r;
}
order::attempt_report hearsay(order::finding found, std::string code) {
  return told(order::source::notification, found, std::move(code));
}

order::attempt_report of_attempt(std::uint16_t n, order::attempt_report r) {
  r.attempt = attempt_no{n};
  return r;
}
order::attempt_report of_amount(std::int64_t minor_units, order::attempt_report r) {
  r.amount = money{minor_units, price.unit};
  return r;
}
order::attempt_report reroutable(order::attempt_report r) {
  r.reroutable = true;
  return r;
}

order::revoke_report revoke_says(order::revoke_finding found, std::string code) {
  return {.attempt = attempt_no{1}, .found = found, .code = std::move(code)};
}
order::refund_report refund_says(order::refund_finding found, std::string number) {
  return {.refund = refund_no{std::move(number)}, .found = found};
}
order::refund_report of_amount(std::int64_t minor_units, order::refund_report r) {
  r.amount = money{minor_units, price.unit};
  return r;
}
order::resolve of_amount(std::int64_t minor_units, order::resolve r) {
  r.amount_minor = minor_units;
  return r;
}
order::resolve of_attempt(std::uint16_t n, order::resolve r) {
  r.attempt = attempt_no{n};
  return r;
}

// -- the story ------------------------------------------------------------------------------

story::story(business_type type) { when(pay_request(type)); }

story story::given(const std::vector<order::event>& history) {
  story s{blank{}};
  s.happen({history, {}});
  return s;
}

story& story::at(millis since_attempt) {
  now_ = (order_.attempts.empty() ? order_.accepted_at : current_attempt(order_).started) +
         since_attempt;
  return *this;
}

story& story::restarted_now() {
  awake_since_ = now_;
  return when(order::restarted{});
}

story& story::machine_says(instant t) {
  machine_time_ = t;
  return *this;
}

story& story::without_code() {
  can_pay_again_ = false;
  return *this;
}

story& story::without_token() {
  can_confirm_ = false;
  return *this;
}

story& story::with_ways(order::ways_on ways) {
  ways_ = std::move(ways);
  return *this;
}

story& story::when(const order::command& command) {
  const order::ways_on everywhere{
      .open = order_.route, .most_reroutes = 3, .within = std::chrono::years{1}};
  const order::surroundings around{
      .now = now_,
      .timing = timing_,
      .numbers = numbers,
      .can_pay_again = can_pay_again_,
      .can_confirm = can_confirm_,
      .ways = ways_ ? &*ways_ : &everywhere,
      .awake_since = awake_since_,
      .machine_time = machine_time_};
  last_.clear();
  std::visit(overloaded{
                 [&](const order::effects& e) { happen(e); },
                 [&](const rejection& r) {
                   CHECK_FALSE(r.message.empty());
                   CHECK_FALSE(r.field.empty());
                   last_.push_back("rejected " + std::string(name_of(r.code)));
                 },
             },
             decide(order_, command, around));
  return *this;
}

void story::happen(const order::effects& e) {
  for (const auto& event : e.events) {
    last_.push_back(text_of(event));
    CAPTURE(last_.back(), name_of(order_.now));
    REQUIRE(may_follow(order_, event));
    order_ = evolve(order_, event, now_);
    history_.push_back(event);
  }
  for (const auto& a : e.actions) last_.push_back(text_of(a));
  if (e.send_again) last_.emplace_back("-> send_again");
  if (e.asks != order::side_question::none)
    last_.emplace_back("-> asks " + std::string(text_of(e.asks)));
}

story& story::then(const lines& expected) {
  CHECK(last_ == expected);
  return *this;
}

story& story::rejected(rejection_code code) {
  return then({"rejected " + std::string(name_of(code))});
}

story& story::is(std::string_view phase) {
  CHECK(name_of(order_.now) == phase);
  return *this;
}

}  // namespace sluice::test
