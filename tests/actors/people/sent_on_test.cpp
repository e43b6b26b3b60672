// A stuck refund goes to a card when a second person wants it, once, and the card is nowhere but on
// its way.

#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::test::sent_on_test {
using namespace std::chrono_literals;

namespace {

access::book book_with_two_persons() {
  auto b = generous_book({});
  for (const auto* person : {"li.wei", "chen.jie"}) {
    b.add({.id = access::principal_id{person},
           .kind = access::principal_kind::operator_,
           .person = person},
          access::usual_grants(access::principal_kind::operator_));
    b.add({.id = access::key_id{person}, .owner = access::principal_id{person}});
  }
  b.open = {merchant_id{"m1"}};
  return b;
}

struct refunding_stage : stage {
  explicit refunding_stage(std::shared_ptr<store::event_log> kept = nullptr)
      : stage(std::move(kept)) {
    declared = declared_as(book_with_two_persons());
    wechat->on_start = [this](const channel_call& c) {
      if (c.what != operation::send_on_refund) return;
      sent.push_back(c);
      CHECK(events_of("order/m1/A-1").back() == "refund_sent_on");
    };
    wechat->always = [this](const channel_call& c) -> channel_answer {
      if (c.what == operation::pay) return says(c, order::finding::paid);
      return order::refund_report{
          .refund = c.refund,
          .found = c.what == operation::refund_query ? of_query : order::refund_finding::accepted,
          .code = "ABNORMAL",
          .channel_reference = "50300007",
          .can_be_sent_on = true};
    };
    open();
  }
  void make_stuck() {
    ask(order_request("A-1"));
    ask(create_refund{first_order, refund_no{"R1"}, {500, currency::cny}, {}});
    advance(10s);
    REQUIRE(events_of("order/m1/A-1").back() == "operator_needed");
  }
  answer ask_as(const std::string& person, question q) {
    everyone->ask({.ask = std::move(q),
                   .from = {access::key_id{person}},
                   .reply_to = std::make_shared<remembered_reply>(answers)});
    run();
    return answers.back();
  }
  proposal_view propose() {
    order::resolve word{.verdict = order::resolution::to_payer_card,
                        .operator_name = "li.wei",
                        .reason = "his card is closed",
                        .refund = refund_no{"R1"}};
    word.card = std::make_shared<const bank_card>(bank_card{
        .bank = "ICBC_DEBIT",
        .number = secret("6216261000000000018"),
        .holder_name = secret("Quan Qudao")});
    word.card_shown = shown(*word.card);
    const auto a = ask_as("li.wei", resolve_order{first_order, std::move(word)});
    REQUIRE(std::holds_alternative<second_person_wanted>(a));
    return std::get<second_person_wanted>(a).what;
  }
  answer agree(const proposal_view& p) {
    return ask_as("chen.jie", confirm_proposal{p.id, p.position, {"chen.jie", "seen as well"}});
  }

  order::refund_finding of_query = order::refund_finding::stuck;
  std::vector<channel_call> sent;
};

bool log_has(const store::event_log& log, std::string_view text) {
  bool is_there = false;
  const auto damage = log.read_all(1, [&](const store::record& r) {
    is_there = is_there || r.payload.find(text) != std::string::npos;
    return true;
  });
  CHECK_FALSE(damage);
  return is_there;
}

}  // namespace

TEST_CASE("a card reaches the channel when a second person has agreed, and never the log") {
  refunding_stage s;
  s.make_stuck();
  const auto p = s.propose();
  CHECK(p.text.find("ICBC_DEBIT ***************0018") != std::string::npos);
  CHECK(s.sent.empty());
  const auto said = s.agree(p);
  REQUIRE(std::holds_alternative<proposal_view>(said));
  CHECK(std::get<proposal_view>(said).stage == "done");
  REQUIRE(s.sent.size() == 1);
  CHECK(s.sent[0].card->number.reveal() == "6216261000000000018");
  CHECK(s.sent[0].card->holder_name.reveal() == "Quan Qudao");
  CHECK(s.sent[0].refund_reference == "50300007");
  CHECK(s.sent[0].refund == refund_no{"R1"});
  s.of_query = order::refund_finding::done;
  s.advance(10s);
  CHECK(s.events_of("order/m1/A-1").back() == "refund_succeeded");
  CHECK(s.sent.size() == 1);
  CHECK(log_has(*s.log, "0018"));
  CHECK_FALSE(log_has(*s.log, "6216261"));
  CHECK_FALSE(log_has(*s.log, "Quan"));
}

TEST_CASE("a card that nobody agreed to in time of the engine is asked for again") {
  auto log = std::make_shared<store::memory_event_log>();
  proposal_view p;
  {
    refunding_stage s(log);
    s.make_stuck();
    p = s.propose();
  }
  refunding_stage again(log);
  const auto said = again.agree(p);
  REQUIRE(std::holds_alternative<rejection>(said));
  CHECK(std::get<rejection>(said).code == rejection_code::card_forgotten);
  CHECK(again.sent.empty());
  CHECK(again.events_of("proposal/" + p.id.value()).back() == "proposal_lapsed");
}

TEST_CASE("what was sent on is only asked about by an engine that began since") {
  auto log = std::make_shared<store::memory_event_log>();
  {
    refunding_stage s(log);
    s.make_stuck();
    static_cast<void>(s.agree(s.propose()));
    REQUIRE(s.sent.size() == 1);
  }
  refunding_stage again(log);
  again.of_query = order::refund_finding::done;
  again.advance(30s);
  CHECK(again.sent.empty());
  CHECK(again.events_of("order/m1/A-1").back() == "refund_succeeded");
}

}  // namespace sluice::test::sent_on_test
