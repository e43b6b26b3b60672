// transitions.txt is the whitelist of transitions on paper; this compares it with may_follow, and
// shows that evolve refuses nothing that may follow.

#include <fstream>
#include <sstream>

#include "source_tree.hpp"
#include "tests/catch.hpp"
#include "tests/domain/order/story.hpp"

namespace sluice::test {
namespace {

constexpr attempt_no one{1};

order::refund_requested some_refund(order::refund_purpose purpose, std::int64_t amount) {
  return {.refund = refund_no{"R9"},
          .attempt = one,
          .amount = {amount, price.unit},
          .key = channel_key{"K9"},
          .purpose = purpose};
}

order::event sample(const std::string& name) {
  const refund_no r1{"R1"};
  const auto by = order::source::query_answer;
  const std::vector<std::pair<std::string, order::event>> samples{
      {"order_accepted",
       order::order_accepted{.order = {merchant_id{"m"}, order_no{"n"}}, .amount = price}},
      {"attempt_started_1", order::attempt_started{one, channel_id{"c"}, channel_key{"k"}}},
      {"attempt_started_2",
       order::attempt_started{attempt_no{2}, channel_id{"c"}, channel_key{"k"}}},
      {"payer_asked", order::payer_asked{one, by}},
      {"attempt_in_doubt", order::attempt_in_doubt{one, by}},
      {"attempt_succeeded", order::attempt_succeeded{one, by}},
      {"attempt_failed", order::attempt_failed{one, by}},
      {"order_paid", order::order_paid{one}},
      {"order_authorized", order::order_authorized{one}},
      {"capture_requested",
       order::capture_requested{attempt_no{2}, {800, price.unit}, channel_key{"k"}}},
      {"route_renewed", order::route_renewed{{channel_id{"c"}}}},
      {"order_failed", order::order_failed{}},
      {"revoke_requested", order::revoke_requested{one}},
      {"late_payment_found", order::late_payment_found{one, by}},
      {"revoke_answered", order::revoke_answered{one}},
      {"order_revoked", order::order_revoked{one}},
      {"result_conflicted", order::result_conflicted{one, by}},
      {"refund_requested", some_refund(order::refund_purpose::merchant, 1)},
      {"refund_requested_late",
       some_refund(order::refund_purpose::late_payment, price.minor_units)},
      {"refund_requested_release", some_refund(order::refund_purpose::release, 800)},
      {"refund_in_doubt", order::refund_in_doubt{r1}},
      {"refund_succeeded", order::refund_succeeded{r1}},
      {"refund_failed", order::refund_failed{r1}},
      {"operator_needed", order::operator_needed{{}, "why"}},
      {"operator_needed_refund", order::operator_needed{r1, "why"}},
      {"operator_needed_attempt",
       order::operator_needed{
           .reason = "why", .attempt = one, .asks = order::money_question::another_amount}},
      {"order_resolved", order::order_resolved{order::resolution::failed, "li.wei", "why", {}}},
      {"risk_judged", order::risk_judged{order::risk_verdict::pass}},
      {"code_given_1", order::code_given{one, 1}},
      {"code_tried_1", order::code_tried{1}},
      {"code_judged_1", order::code_judged{1, order::code_finding::right}},
      {"refund_sent_on",
       order::refund_sent_on{r1, order::resolution::to_merchant_card, {}, "li.wei", "why"}},
      {"order_resolved_refund",
       order::order_resolved{order::resolution::refunded, "li.wei", "why", r1}},
  };
  for (const auto& [known, event] : samples)
    if (known == name) return event;
  FAIL("no sample of " << name);
  return order::order_paid{one};
}

lines words_of(const std::string& line) {
  std::istringstream in(line);
  lines out;
  for (std::string word; in >> word;) out.push_back(word);
  return out;
}

bool follows(std::string_view place, const order::event& e) {
  return may_follow(come_to(place).state(), e);
}

}  // namespace

TEST_CASE("Each event may follow in the phases of the written whitelist and in no other") {
  std::ifstream in(SLUICE_SOURCE_DIR "/tests/domain/order/transitions.txt");
  REQUIRE(in.good());
  lines columns;
  int rows = 0;
  for (std::string line; std::getline(in, line);) {
    const auto cells = words_of(line);
    if (cells.empty() || cells[0] == "#") continue;
    if (columns.empty()) {
      columns = cells;
      continue;
    }
    ++rows;
    REQUIRE(cells.size() == columns.size());
    const auto event = sample(cells[0]);
    for (std::size_t i = 1; i < cells.size(); ++i) {
      const auto s = come_to(columns[i]);
      CAPTURE(cells[0], columns[i]);
      CHECK(may_follow(s.state(), event) == (cells[i] == "x"));
      if (may_follow(s.state(), event))
        CHECK(evolve(s.state(), event, s.now()).updated_at == s.now());
    }
  }
  CHECK(columns.size() == 1 + std::variant_size_v<order::phase>);
  CHECK(rows >= static_cast<int>(std::variant_size_v<order::event>));
}

TEST_CASE("An order is paid only by an attempt that succeeded") {
  const story s;
  CHECK_FALSE(may_follow(s.state(), order::order_paid{one}));
  const auto after =
      evolve(s.state(), order::attempt_succeeded{one, order::source::pay_answer}, s.now());
  CHECK(may_follow(after, order::order_paid{one}));
  CHECK_FALSE(may_follow(after, order::order_paid{attempt_no{2}}));
}

TEST_CASE("Only what the risk service let through may begin") {
  const order::attempt_started begins{one, channel_id{"c"}, channel_key{"k"}};
  const order::risk_judged pass{order::risk_verdict::pass};
  auto s = come_to("held_for_risk");
  CHECK_FALSE(may_follow(s.state(), begins));
  CHECK(may_follow(s.state(), pass));
  const auto let_through = evolve(s.state(), pass, s.now());
  CHECK(may_follow(let_through, begins));
  CHECK_FALSE(may_follow(let_through, pass));
  const auto blocked = evolve(s.state(), order::risk_judged{order::risk_verdict::block}, s.now());
  CHECK_FALSE(may_follow(blocked, begins));
  CHECK_FALSE(follows("held", pass));
}

TEST_CASE("A payer's code follows only where one is waited for, under the next number") {
  CHECK(follows("awaiting_code", order::code_given{one, 1}));
  CHECK_FALSE(follows("awaiting_code", order::code_given{one, 2}));
  CHECK_FALSE(follows("awaiting_code", order::code_given{attempt_no{2}, 1}));
  CHECK(follows("awaiting_second_code", order::code_given{one, 2}));
  CHECK_FALSE(follows("awaiting_second_code", order::code_given{one, 1}));
  for (const auto* place : {"confirming", "confirming_last", "in_doubt_confirmed"})
    for (const auto n : std::to_array<std::uint8_t>({1, 2, 6}))
      CHECK_FALSE(follows(place, order::code_given{one, n}));
}

TEST_CASE("A code is judged once, under its own number, and begins the order only if it is right") {
  const order::attempt_started begins{one, channel_id{"c"}, channel_key{"k"}};
  const auto judged = [](std::uint8_t n, order::code_finding f) {
    return order::code_judged{n, f};
  };
  using order::code_finding;
  CHECK_FALSE(follows("verifying", judged(1, code_finding::right)));
  CHECK_FALSE(follows("verifying", order::code_tried{2}));
  CHECK_FALSE(follows("verifying_asked", order::code_tried{2}));
  CHECK_FALSE(follows("verifying_asked", judged(2, code_finding::right)));
  CHECK_FALSE(follows("verifying_asked", begins));
  const auto s = come_to("verifying_asked");
  CHECK_FALSE(may_follow(evolve(s.state(), judged(1, code_finding::wrong), s.now()), begins));
  CHECK(may_follow(evolve(s.state(), judged(1, code_finding::right), s.now()), begins));
  const auto last = come_to("verifying_last");
  const auto over = evolve(last.state(), judged(5, code_finding::wrong), last.now());
  CHECK_FALSE(may_follow(over, order::code_tried{6}));
}

TEST_CASE("A refund may not exceed what is left, take another currency, be nothing or be twice") {
  auto s = come_to("paid");
  s.when(refund_of(1000, "R1"));
  CHECK(may_follow(s.state(), some_refund(order::refund_purpose::merchant, 250)));
  CHECK_FALSE(may_follow(s.state(), some_refund(order::refund_purpose::merchant, 251)));
  CHECK_FALSE(may_follow(s.state(), some_refund(order::refund_purpose::merchant, 0)));
  CHECK_FALSE(may_follow(s.state(), some_refund(order::refund_purpose::late_payment, 1249)));
  auto again = some_refund(order::refund_purpose::merchant, 1);
  again.refund = refund_no{"R1"};
  CHECK_FALSE(may_follow(s.state(), again));
  auto euros = some_refund(order::refund_purpose::merchant, 1);
  euros.amount.unit = currency::eur;
  CHECK_FALSE(may_follow(s.state(), euros));
}

TEST_CASE("The events of a refund follow while it is unsettled") {
  const refund_no r1{"R1"};
  const std::vector<order::event> events{
      order::refund_in_doubt{r1}, order::refund_succeeded{r1}, order::refund_failed{r1},
      order::operator_needed{r1, "why"},
      order::order_resolved{order::resolution::not_refunded, "li.wei", "why", r1}};
  for (const auto& e : events) {
    auto s = come_to("paid_with_refund");
    CHECK(may_follow(s.state(), e));
    s.when(refund_says(order::refund_finding::done));
    CHECK_FALSE(may_follow(s.state(), e));
  }
}

TEST_CASE("A person's verdict fits what it is about") {
  for (const auto* place : {"paid_with_refund", "needs_operator"})
    for (const auto r :
         {order::resolution::paid, order::resolution::failed, order::resolution::revoked})
      CHECK_FALSE(follows(place, order::order_resolved{r, "li.wei", "why", refund_no{"R1"}}));
  for (const auto r : {order::resolution::refunded, order::resolution::not_refunded})
    CHECK_FALSE(follows("needs_operator", order::order_resolved{r, "li.wei", "why", {}}));
}

TEST_CASE("Events of an attempt that is not the current one do not follow") {
  const attempt_no two{2};
  CHECK_FALSE(follows("attempting", order::attempt_succeeded{two, order::source::pay_answer}));
  CHECK_FALSE(follows("in_doubt", order::attempt_failed{two, order::source::pay_answer}));
  CHECK_FALSE(follows("revoking", order::order_revoked{two}));
  CHECK_FALSE(follows("revoking", order::revoke_answered{two}));
  CHECK_FALSE(follows("paid", order::result_conflicted{two, order::source::notification}));
}

}  // namespace sluice::test
