// What callers see of an order: every field, from the events that put it there.

#include "actors/desk/view.hpp"

#include "domain/order/decide.hpp"
#include "tests/catch.hpp"

using namespace sluice;

namespace {

constexpr instant morning{millis{1'700'000'000'000}};
constexpr money price{1250, currency::cny};
const order_id id{merchant_id{"m1"}, order_no{"A-1"}};

order::state after(const std::vector<order::event>& events) {
  order::state o;
  auto at = morning;
  for (const auto& e : events) apply(o, e, at += millis{1});
  return o;
}

const std::vector<order::event> paid_on_the_second{
    order::order_accepted{
        id,
        business_type::payment_code,
        price,
        "13**89",
        "coffee",
        {1},
        {channel_id{"a"}, channel_id{"b"}}},
    order::attempt_started{attempt_no{1}, channel_id{"a"}, channel_key{"K1"}},
    order::attempt_failed{attempt_no{1}, order::source::pay_answer, "BUSY"},
    order::attempt_started{attempt_no{2}, channel_id{"b"}, channel_key{"K2"}},
    order::payer_asked{attempt_no{2}, order::source::pay_answer, "USERPAYING"},
    order::attempt_succeeded{attempt_no{2}, order::source::query_answer, "T2"},
    order::order_paid{attempt_no{2}}};

std::vector<order::event> with(std::vector<order::event> events,
                               const std::vector<order::event>& more) {
  events.insert(events.end(), more.begin(), more.end());
  return events;
}

order::refund_requested refund_event(const char* number, std::int64_t minor) {
  return {refund_no{number},
          attempt_no{2},
          {minor, currency::cny},
          {2},
          channel_key{std::string("F") + number},
          order::refund_purpose::merchant};
}

}  // namespace

TEST_CASE("a view of an order says all that has happened to it") {
  const auto v = view_of(after(paid_on_the_second), 77);
  CHECK(v.order == id);
  CHECK(v.state == "paid");
  CHECK(v.detail == "paid");
  CHECK(v.type == business_type::payment_code);
  CHECK(v.amount == price);
  CHECK(v.refunded_minor == 0);
  CHECK(v.channel == "b");
  CHECK(v.code == "USERPAYING");
  CHECK(v.description == "coffee");
  CHECK(v.masked_code == "13**89");
  CHECK(v.conflicts == 0);
  CHECK(v.accepted_at == morning + millis{1});
  CHECK(v.updated_at == morning + millis{7});
  CHECK(v.sequence == 77);
  REQUIRE(v.attempts.size() == 2);
  CHECK(v.attempts[0].number == 1);
  CHECK(v.attempts[0].channel == "a");
  CHECK(v.attempts[0].key == "K1");
  CHECK(v.attempts[0].outcome == "not_paid");
  CHECK(v.attempts[0].code == "BUSY");
  CHECK(v.attempts[0].channel_reference.empty());
  CHECK(v.attempts[1].outcome == "paid");
  CHECK(v.attempts[1].channel_reference == "T2");
}

TEST_CASE("a view before any event is empty") {
  const auto v = view_of(order::state{}, 0);
  CHECK(v.state == "processing");
  CHECK(v.detail == "absent");
  CHECK(v.channel.empty());
  CHECK(v.attempts.empty());
}

TEST_CASE("an attempt is open, paid, not paid or revoked") {
  auto open = paid_on_the_second;
  open.resize(2);
  CHECK(view_of(after(open), 1).attempts[0].outcome == "open");
  const auto revoked = with(
      open, {order::revoke_requested{
                 attempt_no{1}, order::revoke_reason::merchant_asked, order::revoke_method::revoke},
             order::order_revoked{attempt_no{1}, order::returned::no}});
  const auto v = view_of(after(revoked), 1);
  CHECK(v.state == "revoked");
  CHECK(v.attempts[0].outcome == "revoked");
}

TEST_CASE("an order that needs a person says why instead of its phase") {
  auto open = paid_on_the_second;
  open.resize(2);
  const auto stuck =
      with(open, {order::attempt_in_doubt{attempt_no{1}, order::source::pay_answer, "TIMEOUT"},
                  order::operator_needed{{}, "doubt_not_resolved"}});
  const auto v = view_of(after(stuck), 1);
  CHECK(v.state == "needs_operator");
  CHECK(v.detail == "doubt_not_resolved");
  CHECK(v.code == "TIMEOUT");
}

TEST_CASE("a view of a refund says whose it is, how it stands and since when") {
  const auto history = with(paid_on_the_second, {refund_event("R1", 500)});
  const auto is = [&](const std::vector<order::event>& more, std::string_view state, bool ended) {
    const auto o = after(with(history, more));
    const auto v = view_of(o, o.refunds.front(), 9);
    CHECK(v.order == id);
    CHECK(v.refund_no == "R1");
    CHECK(v.state == state);
    CHECK(v.purpose == "merchant");
    CHECK(v.amount == money{500, currency::cny});
    CHECK(v.requested_at == morning + millis{8});
    CHECK(v.sequence == 9);
    CHECK(has_ended(o.refunds.front()) == ended);
    CHECK(view_of(o, 9).refunds.at(0).state == state);
    return v;
  };
  const refund_no number{"R1"};
  is({}, "processing", false);
  CHECK(is({order::refund_in_doubt{number, "SLOW"}}, "processing", false).code == "SLOW");
  is({order::refund_succeeded{number, "F1"}}, "done", true);
  CHECK(is({order::refund_failed{number, "NO"}}, "failed", true).code == "NO");
  is({order::operator_needed{number, "refund_not_resolved"}}, "needs_operator", true);
}

TEST_CASE("money that came late and is given back is not the merchant's refund") {
  auto failed = paid_on_the_second;
  failed.resize(2);
  const auto o = after(with(
      failed, {order::attempt_failed{attempt_no{1}, order::source::pay_answer, "NOTENOUGH"},
               order::order_failed{"NOTENOUGH"},
               order::late_payment_found{attempt_no{1}, order::source::query_answer, "T1"},
               order::refund_requested{refund_no{"late.1"},
                                       attempt_no{1},
                                       price,
                                       {},
                                       channel_key{"F1"},
                                       order::refund_purpose::late_payment},
               order::refund_succeeded{refund_no{"late.1"}, "G1"}}));
  const auto v = view_of(o, 1);
  CHECK(v.refunds.at(0).purpose == "late_payment");
  CHECK(v.refunded_minor == 0);
}

TEST_CASE("what is refunded is the sum of what is done") {
  const auto o = after(with(
      paid_on_the_second, {refund_event("R1", 500), order::refund_succeeded{refund_no{"R1"}, "G1"},
                           refund_event("R2", 100), order::refund_succeeded{refund_no{"R2"}, "G2"},
                           refund_event("R3", 50)}));
  CHECK(view_of(o, 1).refunded_minor == 600);
  CHECK(view_of(o, 1).refunds.size() == 3);
}

TEST_CASE("what a refund gave back is nothing until it is done, and then what a person has named") {
  const refund_no number{"R1"};
  const auto returned = [&](const std::vector<order::event>& more) {
    const auto o = after(with(with(paid_on_the_second, {refund_event("R1", 500)}), more));
    return view_of(o, o.refunds.front(), 9).returned_minor;
  };
  CHECK(returned({}) == 0);
  CHECK(returned({order::refund_failed{number, "NO"}}) == 0);
  CHECK(returned({order::refund_succeeded{number, "G1"}}) == 500);
  CHECK(returned({order::order_resolved{order::resolution::refunded, "li.wei", "seen", number,
                                        attempt_no{2}, money{400, currency::cny}}}) == 400);
}

TEST_CASE("a revoked order says whether money came back") {
  auto open = paid_on_the_second;
  open.resize(2);
  for (const auto& [said, word] : {std::pair{order::returned::yes, "yes"},
                                   {order::returned::no, "no"},
                                   {order::returned::not_said, "not_said"}}) {
    const auto revoked =
        with(open, {order::revoke_requested{attempt_no{1}, order::revoke_reason::merchant_asked,
                                            order::revoke_method::revoke},
                    order::order_revoked{attempt_no{1}, said}});
    CHECK(view_of(after(revoked), 1).money_returned == word);
  }
  CHECK(view_of(after(open), 1).money_returned.empty());
}

TEST_CASE("an attempt shows what it holds and what is in question about that") {
  const auto v = view_of(after(paid_on_the_second), 1);
  CHECK(v.attempts[0].held_minor == 0);
  CHECK(v.attempts[1].held_minor == 1250);
  CHECK(v.attempts[1].question == "none");
}

TEST_CASE("refunds that have not failed are told however many younger ones have") {
  auto events = with(paid_on_the_second, {refund_event("first", 1)});
  for (std::size_t n = 0; n <= most_refunds_told; ++n) {
    const auto number = "R" + std::to_string(n);
    events.push_back(refund_event(number.c_str(), 1));
    events.push_back(order::refund_failed{refund_no{number}, "NO"});
  }
  const auto v = view_of(after(events), 1);
  REQUIRE(v.refunds.size() == most_refunds_told);
  CHECK(v.refunds.front().refund_no == "first");
  CHECK(v.refunds[1].refund_no == "R2");
  CHECK(v.refunds_left_out == 2);
}
