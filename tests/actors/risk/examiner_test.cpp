/// Orders that wait for the risk service, and what becomes of them when it answers or does not.

#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::test::examiner_test {
using namespace std::chrono_literals;

namespace {

using order::risk_silence;
using order::risk_verdict;
using words = std::vector<std::string>;
const words paid{
    "order_accepted", "risk_judged", "attempt_started", "attempt_succeeded", "order_paid"};

/// Keeps the questions; answers come by the front door.
class remembering_line : public risk_port {
 public:
  bool ask(const risk_question& what) override {
    questions.push_back(what);
    return is_up;
  }
  std::vector<risk_question> questions;
  bool is_up = true;
};

struct risk_stage : stage {
  explicit risk_stage(std::shared_ptr<store::event_log> kept = nullptr) : stage(std::move(kept)) {
    settings.risk.asks = {{business_type::payment_code, risk_silence::passes},
                          {business_type::quick_pay, risk_silence::passes},
                          {business_type::payout, risk_silence::blocks}};
    risk = line;
    auto book = generous_book(settings.merchants);
    const access::principal_id id{"risk-service"};
    book.add({.id = id, .kind = access::principal_kind::risk},
             access::usual_grants(access::principal_kind::risk));
    book.add({.id = a_risk_service().key, .owner = id});
    declared = declared_as(book);
    wechat->always = [](const channel_call& c) { return says(c, order::finding::paid); };
  }
  void create(const std::string& number, business_type type = business_type::payment_code) {
    auto q = order_request(number);
    q.type = type;
    if (!policy_of(type).needs_payment_code) q.payment_code = {};
    ask(q);
  }
  void say(const std::string& number, decltype(answer_risk::said) verdict, std::uint8_t code = 0) {
    ask(answer_risk{
        .order = {m1, order_no{number}}, .number = code, .said = verdict, .reference = "case-1"});
  }
  void prove(const std::string& number, const std::string& code) {
    ask(verify_order{{m1, order_no{number}}, secret{code}});
  }
  [[nodiscard]] words of(const std::string& number) const {
    return events_of("order/m1/" + number);
  }
  [[nodiscard]] bool was_taken() const {
    return std::any_of(answers.begin(), answers.end(),
                       [](const answer& a) { return std::holds_alternative<risk_taken>(a); });
  }
  std::shared_ptr<remembering_line> line = std::make_shared<remembering_line>();
};

class one_file final : public configuration_port {
 public:
  std::variant<reading, fault> read() override { return says; }
  void taken_over() override {}
  reading says{};
};

}  // namespace

TEST_CASE("an order begins when the risk service lets it pass, and not before") {
  risk_stage s;
  s.open();
  s.create("A-1");
  CHECK(s.of("A-1") == words{"order_accepted"});
  REQUIRE(s.line->questions.size() == 1);
  const auto& q = s.line->questions[0];
  CHECK(q.order == order_id{m1, order_no{"A-1"}});
  CHECK(q.number == 0);
  CHECK(q.amount == money{1250, currency::cny});
  CHECK(q.masked_code == "13**************89");
  CHECK(q.code.empty());
  CHECK(q.within == 50ms);
  s.say("A-1", risk_verdict::pass);
  CHECK(s.was_taken());
  CHECK(s.of("A-1") == paid);
  s.ask(get_order{{m1, order_no{"A-1"}}});
  CHECK(s.last_order().state == "paid");
  CHECK(s.last_order().risk == "pass");
}

TEST_CASE("what the risk service blocks no channel hears of") {
  risk_stage s;
  s.open();
  s.create("A-1");
  s.say("A-1", risk_verdict::block);
  CHECK(s.of("A-1") == words{"order_accepted", "risk_judged", "order_failed"});
  CHECK(s.wechat->started[operation::pay] == 0);
  s.ask(get_order{{m1, order_no{"A-1"}}});
  CHECK(s.last_order().code == "risk_blocked");
}

TEST_CASE("silence lets money in, and keeps money from going out, after just so long") {
  risk_stage s;
  s.open();
  s.create("A-1");
  s.create("P-1", business_type::payout);
  s.advance(49ms);
  CHECK(s.of("A-1") == words{"order_accepted"});
  s.advance(1ms);
  CHECK(s.of("A-1") == paid);
  CHECK(s.of("P-1") == words{"order_accepted", "risk_judged", "order_failed"});
  CHECK(s.told->count("risk_service_silent") == 1);
  s.say("A-1", risk_verdict::block);
  CHECK(s.last_refusal().code == rejection_code::risk_question_unknown);
  CHECK(s.of("A-1") == paid);
}

TEST_CASE("an order that nobody waits for keeps its payment code while it is examined") {
  risk_stage s;
  s.settings.idle_before_passivation = 0ms;
  s.settings.risk.within = 900ms;
  s.open();
  s.ask(stage::order_request("A-1"), reply_when::accepted);
  s.advance(800ms);
  s.say("A-1", risk_verdict::pass);
  CHECK(s.of("A-1") == paid);
  CHECK(s.line->questions.size() == 1);
}

TEST_CASE(
    "a risk service that cannot be asked, or has too many questions, counts as silent at once") {
  risk_stage s;
  s.settings.risk.most_open = 1;
  s.open();
  s.create("A-1");
  s.create("A-2");
  CHECK(s.of("A-1") == words{"order_accepted"});
  CHECK(s.of("A-2") == paid);
  s.say("A-1", risk_verdict::pass);
  CHECK(s.told->count("risk_service_answers") == 1);
  s.line->is_up = false;
  s.create("P-1", business_type::payout);
  CHECK(s.of("P-1").back() == "order_failed");
}

TEST_CASE("without a line to a risk service its silence holds") {
  risk_stage s;
  s.risk = nullptr;
  s.open();
  s.create("A-1");
  CHECK(s.of("A-1") == paid);
}

TEST_CASE("a payer proves who he is by a code that only the risk service hears of") {
  risk_stage s;
  s.open();
  s.create("Q-1", business_type::quick_pay);
  s.say("Q-1", risk_verdict::verify);
  const auto first = std::find_if(s.answers.begin(), s.answers.end(), [](const answer& a) {
    return std::holds_alternative<order_view>(a);
  });
  REQUIRE(first != s.answers.end());
  CHECK(std::get<order_view>(*first).state == "verification_needed");
  CHECK(std::get<order_view>(*first).code_tries_left == 5);
  s.prove("Q-1", "000000");
  REQUIRE(s.line->questions.size() == 2);
  CHECK(s.line->questions[1].number == 1);
  CHECK(s.line->questions[1].code.reveal() == "000000");
  CHECK(s.line->questions[1].within == 3s);
  s.say("Q-1", order::code_finding::wrong, 1);
  CHECK(s.wechat->started[operation::pay] == 0);
  s.ask(get_order{{m1, order_no{"Q-1"}}});
  CHECK(s.last_order().state == "verification_needed");
  CHECK(s.last_order().code_tries_left == 4);
  s.prove("Q-1", "493817");
  s.say("Q-1", order::code_finding::right, 2);
  CHECK(s.of("Q-1").back() == "order_paid");
  s.prove("Q-1", "493817");
  CHECK(s.last_refusal().code == rejection_code::verification_not_wanted);
}

TEST_CASE("each caller hears of the code that he gave, when that is judged") {
  risk_stage s;
  s.open();
  s.create("Q-1", business_type::quick_pay);
  s.say("Q-1", risk_verdict::verify);
  s.prove("Q-1", "000000");
  const auto heard = s.answers.size();
  s.prove("Q-1", "111111");
  CHECK(s.last_refusal().code == rejection_code::busy);
  s.advance(3s);
  CHECK(s.answers.size() == heard + 2);
  CHECK(s.last_order().state == "verification_needed");
  CHECK(s.last_order().code_tries_left == 4);
}

TEST_CASE("an answer of the wrong kind, and one that nobody asked for, change nothing") {
  risk_stage s;
  s.open();
  s.create("A-1");
  s.say("A-1", order::code_finding::right);
  CHECK(s.last_refusal().code == rejection_code::risk_verdict_unknown);
  s.say("A-1", order::code_finding::right, 1);
  CHECK(s.last_refusal().code == rejection_code::risk_question_unknown);
  s.say("A-2", risk_verdict::pass);
  CHECK(s.last_refusal().code == rejection_code::risk_question_unknown);
  CHECK(s.of("A-1") == words{"order_accepted"});
}

TEST_CASE("nobody but a risk service may answer for it") {
  risk_stage s;
  s.open();
  s.create("A-1");
  for (const auto& who : {everyones_service(), an_operator(), access::caller{}}) {
    s.everyone->ask({.ask = answer_risk{.order = {m1, order_no{"A-1"}}, .said = risk_verdict::pass},
                     .from = who,
                     .reply_to = std::make_shared<remembered_reply>(s.answers)});
    s.run();
    CHECK(s.last_refusal().code == rejection_code::not_allowed);
  }
  CHECK(s.of("A-1") == words{"order_accepted"});
}

TEST_CASE("after a restart the risk service is asked again, and a code that was out is a try") {
  auto log = std::make_shared<store::memory_event_log>();
  {
    risk_stage first{log};
    first.open();
    first.create("P-1", business_type::payout);
    first.create("A-1");
    first.create("Q-1", business_type::quick_pay);
    first.say("Q-1", risk_verdict::verify);
    first.prove("Q-1", "000000");
  }
  risk_stage s{log};
  s.open();
  s.advance(1ms);
  CHECK(s.of("A-1") == words{"order_accepted", "order_failed"});  // its payment code is gone
  REQUIRE(s.line->questions.size() == 1);
  CHECK(s.line->questions[0].order.number == order_no{"P-1"});
  s.say("P-1", risk_verdict::pass);
  CHECK(s.of("P-1") == paid);
  s.ask(get_order{{m1, order_no{"Q-1"}}});
  CHECK(s.last_order().state == "verification_needed");
  CHECK(s.last_order().code_tries_left == 4);
}

TEST_CASE("a reload changes when the service is asked, for orders that come then") {
  risk_stage s;
  const auto file = std::make_shared<one_file>();
  s.file = file;
  s.open();
  CHECK(s.events_of("engine") == words{"risk_rules_configured"});
  s.create("A-1");
  file->says = {
      .file = "made.toml",
      .channels = s.settings.channels,
      .merchants = s.settings.merchants,
      .routing = s.settings.routing,
      .level_rules = {},
      .risk = {.asks = {{business_type::payout, risk_silence::passes}}, .within = 80ms},
      .access = *s.declared,
      .changed = {},
      .needs_restart = {}};
  s.ask(reload_configuration{{"li.wei", "the service is slow"}});
  CHECK(s.events_of("engine") == words{"risk_rules_configured", "risk_rules_configured"});
  s.create("A-2");
  CHECK(s.of("A-2").size() == 4);  // nobody was asked
  s.create("P-1", business_type::payout);
  s.advance(79ms);
  CHECK(s.of("A-1").size() > 1);  // its own 50 ms
  CHECK(s.of("P-1") == words{"order_accepted"});
  s.advance(1ms);
  CHECK(s.of("P-1") == paid);
}

TEST_CASE("a start with the same file is no news, and one without the section asks nobody") {
  auto log = std::make_shared<store::memory_event_log>();
  {
    risk_stage first{log};
    first.open();
  }
  {
    risk_stage again{log};
    again.open();
    CHECK(again.events_of("engine") == words{"risk_rules_configured"});
  }
  risk_stage s{log};
  s.settings.risk = {};
  s.open();
  CHECK(s.events_of("engine") == words{"risk_rules_configured", "risk_rules_configured"});
  s.create("A-1");
  CHECK(s.line->questions.empty());
}

}  // namespace sluice::test::examiner_test
