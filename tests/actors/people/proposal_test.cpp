// What two persons must want is not done before both do, and not if it is no longer what they saw.

#include "actors/desk/asked_command.hpp"
#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::test;
using namespace std::chrono_literals;

namespace {

using access::key_id;
using access::principal_id;
using access::principal_kind;

/// Three more accounts of operators, two persons: li.wei has two.
access::book book_with(std::vector<approval::rule> approvals) {
  auto b = generous_book({});
  const auto add = [&](const std::string& name, const std::string& person) {
    b.add({.id = principal_id{name}, .kind = principal_kind::operator_, .person = person},
          access::usual_grants(principal_kind::operator_));
    b.add({.id = key_id{name}, .owner = principal_id{name}});
  };
  add("li", "li.wei");
  add("li-again", "li.wei");
  add("chen", "chen.jie");
  b.open = {merchant_id{"m1"}};
  b.approvals = std::move(approvals);
  return b;
}

struct people_stage : stage {
  explicit people_stage(std::vector<approval::rule> approvals = {},
                        std::shared_ptr<store::event_log> kept = nullptr)
      : stage(std::move(kept)) {
    declared = declared_as(book_with(std::move(approvals)));
    // Nobody ever learns what became of the payment, until a person has to say.
    wechat->always = [](const channel_call& c) { return says(c, order::finding::unknown); };
    open();
  }
  answer ask_as(const std::string& key, question q, const std::string& id = {},
                fingerprint body = {}) {
    everyone->ask({.ask = std::move(q),
                   .id = command_id{id},
                   .body = body,
                   .from = {key_id{key}},
                   .reply_to = std::make_shared<remembered_reply>(answers)});
    run();
    return answers.back();
  }
  void make_doubt() {
    ask(order_request("A-1"), reply_when::accepted);
    advance(48h);
    ask(get_order{first_order});
    REQUIRE(last_order().state == "needs_operator");
  }
  proposal_view propose(const std::string& id = {}) {
    const auto a = ask_as("li", resolve(), id);
    REQUIRE(std::holds_alternative<second_person_wanted>(a));
    return std::get<second_person_wanted>(a).what;
  }
  answer confirm(const std::string& key, const std::string& person, const proposal_view& p,
                 std::uint64_t further = 0) {
    return ask_as(key, confirm_proposal{p.id, p.position + further, {person, "seen as well"}});
  }
  std::string state_of_order() {
    ask(get_order{first_order});
    return last_order().state;
  }
  static resolve_order resolve(order::resolution what = order::resolution::failed) {
    return {first_order, {what, "li.wei", "not in the bill", {}}};
  }
};

std::string text_of(const answer& a) {
  if (const auto* no = std::get_if<rejection>(&a)) return std::string(name_of(no->code));
  if (const auto* p = std::get_if<proposal_view>(&a)) return p->stage + " by " + p->second;
  if (const auto* o = std::get_if<order_view>(&a)) return o->state;
  if (std::holds_alternative<second_person_wanted>(a)) return "wanted";
  return "something else";
}

people_list list_of(people_stage& s) {
  return std::get<people_list>(s.ask_as("chen", list_people{}));
}

}  // namespace

TEST_CASE("a word that moves money is done when a second person wants it, and not before") {
  people_stage s;
  s.make_doubt();
  const auto p = s.propose();
  CHECK(p.word == "order.resolve");
  CHECK(p.about == "order/m1/A-1");
  CHECK(p.proposer.operator_name == "li.wei");
  CHECK(s.state_of_order() == "needs_operator");
  CHECK(text_of(s.confirm("li", "li.wei", p)) == "second_person_is_first");
  CHECK(text_of(s.confirm("li-again", "li.wei", p)) == "second_person_is_first");
  CHECK(text_of(s.confirm("chen", "chen.jie", p, 1)) == "position_differs");
  CHECK(s.state_of_order() == "needs_operator");
  CHECK(text_of(s.confirm("chen", "chen.jie", p)) == "done by chen.jie");
  CHECK(s.state_of_order() == "failed");
  CHECK(s.events_of("proposal/" + p.id.value()) ==
        std::vector<std::string>{"proposal_made", "proposal_confirmed", "proposal_carried_out"});
  // Said again, as after a lost answer.
  CHECK(text_of(s.confirm("chen", "chen.jie", p)) == "done by chen.jie");
}

TEST_CASE("the event that a word leads to names who asked and the proposal") {
  people_stage s;
  s.make_doubt();
  const auto p = s.propose("C-1");
  static_cast<void>(s.confirm("chen", "chen.jie", p));
  const auto records = std::get<std::vector<store::record>>(s.log->read_stream("order/m1/A-1"));
  const auto last = std::get<decoded>(decode(records.at(p.position)));
  CHECK(std::holds_alternative<order::order_resolved>(std::get<order::event>(last.event)));
  CHECK(last.why.asker().principal == "li");
  CHECK(last.why.asker().proposal == p.id.value());
  CHECK(last.why.command_id == "C-1");
}

TEST_CASE("what is proposed is void when what it is about has moved") {
  people_stage s;
  s.make_doubt();
  const auto first = s.propose();
  s.advance(1min);
  const auto second = s.propose();
  CHECK(text_of(s.confirm("chen", "chen.jie", second)) == "done by chen.jie");
  CHECK(text_of(s.confirm("chen", "chen.jie", first)) == "proposal_void");
  CHECK(s.events_of("proposal/" + first.id.value()).back() == "proposal_lapsed");
}

TEST_CASE("what nobody agrees to within half an hour is void") {
  people_stage s;
  s.make_doubt();
  const auto p = s.propose();
  s.advance(29min);
  CHECK(list_of(s).proposals.size() == 1);
  s.advance(2min);
  CHECK(list_of(s).proposals.empty());
  CHECK(s.events_of("proposal/" + p.id.value()).back() == "proposal_lapsed");
  CHECK(text_of(s.confirm("chen", "chen.jie", p)) == "proposal_void");
  CHECK(s.state_of_order() == "needs_operator");
}

TEST_CASE("what could not be done is refused at once, and nothing is proposed") {
  people_stage s;
  s.wechat->always = nullptr;  // its answer is awaited
  s.ask(stage::order_request("A-1"), reply_when::accepted);
  CHECK(text_of(s.ask_as("li", people_stage::resolve())) == "order_needs_no_operator");
  CHECK(list_of(s).proposals.empty());
  auto unknown = people_stage::resolve();
  unknown.order.number = order_no{"A-2"};
  CHECK(text_of(s.ask_as("li", unknown)) == "order_not_found");
}

TEST_CASE("whenever a command comes again, both are answered") {
  constexpr int more_than_it_takes = 30;
  for (int steps = 0; steps < more_than_it_takes; ++steps) {
    INFO("the second comes after " << steps << " steps of the first");
    people_stage s;
    s.wechat->always = nullptr;  // so that the word is refused
    s.ask(stage::order_request("A-1"), reply_when::accepted);
    const auto before = s.answers.size();
    s.submit(people_stage::resolve(), reply_when::final, "C-1");
    for (int i = 0; i < steps && s.answers.size() == before; ++i) s.run_once();
    s.submit(people_stage::resolve(), reply_when::final, "C-1");
    s.run();
    CHECK(s.answers.size() == before + 2);
  }
}

TEST_CASE("the same command id is the same proposal, and then its outcome") {
  people_stage s;
  s.make_doubt();
  const auto p = s.propose("C-1");
  s.advance(1min);
  CHECK(s.propose("C-1").id == p.id);
  CHECK(text_of(s.ask_as("li", people_stage::resolve(order::resolution::paid), "C-1", {1})) ==
        "command_id_reused");
  static_cast<void>(s.confirm("chen", "chen.jie", p));
  CHECK(text_of(s.ask_as("li", people_stage::resolve(), "C-1")) == "failed");
  CHECK(s.events_of("proposal/" + p.id.value()).size() == 3);
}

TEST_CASE("a word that was carried out only asks how things stand when it is said again") {
  auto word = people_stage::resolve();
  CHECK(std::holds_alternative<get_order>(without_effect(word)));
  word.verdict.refund = refund_no{"R-1"};
  const auto of_refund = without_effect(word);
  REQUIRE(std::holds_alternative<get_refund>(of_refund));
  CHECK(std::get<get_refund>(of_refund).refund == refund_no{"R-1"});
  CHECK(std::holds_alternative<revoke_order>(without_effect(revoke_order{first_order, {}})));
}

TEST_CASE("whoever may not ask for a word any more gets it done by nobody") {
  people_stage s;
  s.make_doubt();
  const auto p = s.propose();
  auto without_li = book_with({});
  without_li.grants[principal_id{"li"}].clear();
  s.access->exchange(std::move(without_li));
  CHECK(text_of(s.confirm("chen", "chen.jie", p)) == "proposal_void");
  CHECK(s.state_of_order() == "needs_operator");
}

TEST_CASE("whoever may not ask for a word cannot agree to it either") {
  people_stage s;
  s.make_doubt();
  const auto p = s.propose();
  auto without_chen = book_with({});
  without_chen.grants[principal_id{"chen"}] = {{"operator", "confirm"}};
  s.access->exchange(std::move(without_chen));
  CHECK(text_of(s.confirm("chen", "chen.jie", p)) == "not_allowed");
  CHECK(s.state_of_order() == "needs_operator");
}

TEST_CASE("where the configuration lets one person be enough, people are alarmed at each use") {
  people_stage s{{{.word = "order.resolve", .persons = 1}}};
  s.make_doubt();
  CHECK(text_of(s.ask_as("li", people_stage::resolve())) == "failed");
  CHECK(s.told->count("single_person_used") == 1);
  CHECK(s.told->last("single_person_used").starts_with("critical word=order.resolve"));
}

TEST_CASE("small amounts can be left to one person") {
  people_stage s{{{.word = "order.resolve", .persons = 1, .up_to = money{1250, currency::cny}},
                  {.word = "order.resolve", .persons = 2}}};
  s.make_doubt();
  CHECK(text_of(s.ask_as("li", people_stage::resolve())) == "failed");
  people_stage other{{{.word = "order.resolve", .persons = 1, .up_to = money{1249, currency::cny}},
                      {.word = "order.resolve", .persons = 2}}};
  other.make_doubt();
  CHECK(text_of(other.ask_as("li", people_stage::resolve())) == "wanted");
}

TEST_CASE("settings can be made words for two as well") {
  people_stage s{{{.word = "channel.switch"}, {.word = "merchant.set"}}};
  const change_channel off{channel_id{"wechat"}, {{.enabled = false}, {"li.wei", "maintenance"}}};
  const auto p = std::get<second_person_wanted>(s.ask_as("li", off)).what;
  CHECK(std::get<channel_view>(s.ask_as("li", get_channel{channel_id{"wechat"}})).enabled);
  CHECK(text_of(s.confirm("chen", "chen.jie", p)) == "done by chen.jie");
  CHECK_FALSE(std::get<channel_view>(s.ask_as("li", get_channel{channel_id{"wechat"}})).enabled);
  const change_merchant freeze{
      merchant_id{"m1"}, {{.life = merchant::life::frozen}, {"li.wei", "complaints"}}};
  CHECK(text_of(s.ask_as("li", freeze)) == "wanted");
}

TEST_CASE("of two that were agreed to at one position, one is done") {
  people_stage s{{{.word = "channel.set"}}};
  const auto limit = [&](std::uint32_t calls) {
    const change_channel word{
        channel_id{"wechat"}, {{.max_in_flight = calls}, {"li.wei", "a busy day"}}};
    return std::get<second_person_wanted>(s.ask_as("li", word)).what;
  };
  const auto first = limit(3);
  const auto second = limit(5);
  REQUIRE(first.position == second.position);
  for (const auto& p : {first, second})  // both are durable before either is done
    s.everyone->ask({.ask = confirm_proposal{p.id, p.position, {"chen.jie", "seen"}},
                     .from = {key_id{"chen"}},
                     .reply_to = std::make_shared<remembered_reply>(s.answers)});
  s.run();
  CHECK(s.events_of("proposal/" + first.id.value()).back() == "proposal_carried_out");
  CHECK(s.events_of("proposal/" + second.id.value()).back() == "proposal_lapsed");
  CHECK(text_of(s.answers.back()) == "proposal_void");
}

TEST_CASE("a proposal survives a restart, and one that was agreed to is carried out once") {
  const auto log = std::make_shared<store::memory_event_log>();
  proposal_view p;
  {
    people_stage s{{}, log};
    s.make_doubt();
    p = s.propose("C-1");
  }
  {
    people_stage s{{}, log};
    CHECK(list_of(s).proposals.size() == 1);
    CHECK(s.propose("C-1").id == p.id);
    s.everyone->ask({.ask = confirm_proposal{p.id, p.position, {"chen.jie", "seen"}},
                     .from = {key_id{"chen"}},
                     .reply_to = std::make_shared<remembered_reply>(s.answers)});
    while (s.events_of("proposal/" + p.id.value()).size() < 2) s.run_once();
  }  // dies before it is done
  CHECK(log->head_of("order/m1/A-1")->position == p.position);
  people_stage s{{}, log};
  CHECK(s.state_of_order() == "failed");
  CHECK(s.events_of("proposal/" + p.id.value()).back() == "proposal_carried_out");
  people_stage again{{}, log};
  CHECK(again.events_of("proposal/" + p.id.value()).size() == 3);
}

TEST_CASE("the list tells what waits for people, as long as it does") {
  people_stage s;
  CHECK(list_of(s).matters.empty());
  s.make_doubt();
  auto list = list_of(s);
  REQUIRE(list.matters.size() == 1);
  CHECK(list.matters.front().order == first_order);
  CHECK_FALSE(list.matters.front().evidence.empty());
  const auto p = s.propose();
  list = list_of(s);
  REQUIRE(list.proposals.size() == 1);
  CHECK(list.proposals.front().text.starts_with(R"({"word":"order.resolve")"));
  static_cast<void>(s.confirm("chen", "chen.jie", p));
  list = list_of(s);
  CHECK(list.matters.empty());
  CHECK(list.proposals.empty());
}

TEST_CASE("an order that cannot be read any more is counted, and ends nothing") {
  people_stage s;
  s.make_doubt();
  s.log->fail_reads("a flipped bit");
  const auto list = list_of(s);
  CHECK(list.matters.empty());
  CHECK(list.left_out == 1);
  CHECK(s.fatal.empty());
}

TEST_CASE("the list is whole again after a restart") {
  const auto log = std::make_shared<store::memory_event_log>();
  {
    people_stage s{{}, log};
    s.make_doubt();
  }
  people_stage s{{}, log};
  CHECK(list_of(s).matters.size() == 1);
}
