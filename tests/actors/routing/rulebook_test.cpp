// The rules of routing while the engine runs: from file and people, in the log, the same after a
// restart; and what they do to the routes of orders, of the past and imagined.

#include "domain/routing/rule.hpp"
#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::test::rulebook_test {
namespace {

const signed_by li{"li.wei", "their nightly batch"};

/// Two channels of WeChat's codes, "wechat" first in the list of m1.
struct running : stage {
  explicit running(std::shared_ptr<store::event_log> kept = nullptr) : stage(std::move(kept)) {
    auto second = settings.channels.at(0);
    second.id = channel_id{"spare"};
    settings.channels.push_back(second);
    settings.merchants.at(0).channels = {settings.channels.at(0).id, second.id};
  }
  [[nodiscard]] channel_id first() const { return settings.merchants.at(0).channels.at(0); }

  /// "told", or the code of the refusal.
  std::string say(question q, std::string id = {}) {
    ask(std::move(q), reply_when::accepted, std::move(id));
    const auto* no = std::get_if<rejection>(&answers.back());
    return no == nullptr ? "told" : std::string(name_of(no->code));
  }
  std::string set(routing::rule r, std::string id = {}) {
    return say(change_routing{{routing::rule_set{std::move(r)}, li}}, std::move(id));
  }
  std::string drop(const std::string& name) {
    return say(change_routing{{routing::rule_dropped{name}, li}});
  }
  std::vector<std::string> rules() {
    CHECK(say(get_rulebook{}) == "told");
    std::vector<std::string> out;
    for (const auto& r : std::get<rulebook_view>(answers.back()).rules)
      out.push_back(r.now.name + ' ' + std::string(name_of(r.from.by)));
    return out;
  }
  std::vector<channel_id> route_of(const std::string& number) {
    ask(order_request(number), reply_when::accepted);
    const auto* taken = std::get_if<order_view>(&answers.back());
    if (taken == nullptr) return {};
    return {channel_id{taken->channel}};
  }
};

routing::rule never(const channel_id& id) { return {.name = "nights", .never = {id}}; }

}  // namespace

TEST_CASE("a rule of a person holds for the next order, and is in the log with who and why") {
  running s;
  s.open();
  CHECK(s.route_of("A-1") == std::vector{s.first()});
  CHECK(s.set(never(s.first())) == "told");
  CHECK(s.rules() == std::vector<std::string>{"nights person"});
  CHECK(s.events_of("routing") ==
        std::vector<std::string>{"routing_rules_configured", "routing_rules_changed"});
  CHECK(s.route_of("A-2") == std::vector{channel_id{"spare"}});
  CHECK(s.drop("nights") == "told");
  CHECK(s.route_of("A-3") == std::vector{s.first()});
}

TEST_CASE("rules that leave nothing refuse before anything is durable; repeats are answered") {
  running s;
  s.open();
  CHECK(s.route_of("A-1").size() == 1);
  // That it leaves m1 nothing can be seen beforehand only where the rule names m1.
  CHECK(s.set({.name = "all", .never = {s.first(), channel_id{"spare"}}}) == "told");
  CHECK(s.route_of("A-2").empty());
  CHECK(s.last_refusal().code == rejection_code::no_channel_left);
  CHECK(s.events_of("order/m1/A-2").empty());
  CHECK(s.route_of("A-1").size() == 1);
}

TEST_CASE("a rule that cannot be is refused with its field, and changes nothing") {
  running s;
  s.open();
  CHECK(s.set({.name = "none"}) == "rule_invalid");
  CHECK(s.set(never(channel_id{"nowhere"})) == "channel_unknown");
  CHECK(s.last_refusal().field == "never");
  CHECK(s.set({.name = "m1",
               .when = {.merchants = {m1}},
               .never = {s.first(), channel_id{"spare"}}}) == "rule_contradicts");
  CHECK(s.set({.name = "some", .tries = routing::canary{}}) == "rule_invalid");
  CHECK(s.last_refusal().field == "canary_share_of_256");
  CHECK(s.drop("nights") == "rule_unknown");
  CHECK(s.rules().empty());
}

TEST_CASE("a word that comes twice is done once") {
  running s;
  s.open();
  CHECK(s.set(never(s.first()), "cmd-1") == "told");
  CHECK(s.set(never(s.first()), "cmd-1") == "told");
  CHECK(s.events_of("routing").size() == 2);
}

TEST_CASE("after a restart the same rules hold, before the first order") {
  std::shared_ptr<store::event_log> kept;
  {
    running s;
    s.open();
    CHECK(s.set(never(s.first())) == "told");
    kept = s.log;
  }
  running next(kept);
  next.open();
  CHECK(next.route_of("A-1") == std::vector{channel_id{"spare"}});
  CHECK(next.rules() == std::vector<std::string>{"nights person"});
  CHECK(next.events_of("routing").size() == 2);
}

TEST_CASE("what the file says of routing is taken over before the first order is") {
  running s;
  s.settings.routing.rules = {never(s.first())};
  s.open();
  s.submit(stage::order_request("A-1"), reply_when::accepted);
  s.run();
  CHECK(s.last_order().channel == "spare");
  CHECK(s.rules() == std::vector<std::string>{"nights file"});
}

TEST_CASE("nothing is taken before the rules are known") {
  std::shared_ptr<store::event_log> kept;
  {
    running before;
    before.open();
    kept = before.log;
  }
  // Who may ask is known at once this time; a rule of the file is new, and must be written first.
  running s(kept);
  s.settings.routing.rules = {never(s.first())};
  s.spawn();
  s.submit(list_methods{m1, {1, currency::cny}});
  while (s.events_of("routing").size() < 2) {
    REQUIRE(s.answers.empty());
    s.run_once();
  }
  s.run();
  REQUIRE(s.answers.size() == 1);
  CHECK(std::get<method_list>(s.answers.back()).all.front().channels ==
        std::vector{channel_id{"spare"}});
}

TEST_CASE("an imagined order is told its route, and leaves no trace") {
  running s;
  s.open();
  imagine_route ask{.order = {m1, {}}, .amount = {100, currency::cny}, .shown = wallet::wechat};
  CHECK(s.say(ask) == "told");
  auto seen = std::get<route_view>(s.answers.back());
  CHECK(seen.route == std::vector{s.first(), channel_id{"spare"}});
  CHECK(seen.rules_position == 1);
  REQUIRE(seen.channels.size() == 2);
  CHECK(seen.channels[0].words.find("first") != std::string::npos);

  CHECK(s.set(never(s.first())) == "told");
  CHECK(s.say(ask) == "told");
  seen = std::get<route_view>(s.answers.back());
  CHECK(seen.route == std::vector{channel_id{"spare"}});
  CHECK(seen.channels[0].found.what == routing::verdict::rule_never);
  CHECK(seen.rules_position == 2);

  ask.shown.reset();
  CHECK(s.say(ask) == "told");
  seen = std::get<route_view>(s.answers.back());
  REQUIRE(seen.refused);
  CHECK(seen.refused->field == "wallet");
  ask.shown = wallet::unionpay;
  CHECK(s.say(ask) == "told");
  seen = std::get<route_view>(s.answers.back());
  CHECK(seen.route.empty());
  REQUIRE(seen.refused);
  CHECK(seen.refused->code == rejection_code::no_channel_for_payment_code);
  ask.order.merchant = merchant_id{"nobody"};
  CHECK(s.say(ask) == "merchant_unknown");
}

TEST_CASE("a merchant is told which methods are up for an amount, and why others are not") {
  running s;
  s.settings.merchants.at(0)
      .limits[{business_type::payment_code, merchant::limited_by::amount_per_order}] = 1000;
  s.open();
  CHECK(s.say(list_methods{m1, {1000, currency::cny}}) == "told");
  const auto methods = [&] { return std::get<method_list>(s.answers.back()).all; };
  REQUIRE_FALSE(methods().empty());
  CHECK(methods().front().shown == wallet::wechat);
  CHECK_FALSE(methods().front().why_not);
  CHECK(methods().front().channels.size() == 2);
  CHECK(s.say(list_methods{m1, {1001, currency::cny}}) == "told");
  REQUIRE(methods().front().why_not);
  CHECK(methods().front().why_not->code == rejection_code::amount_above_limit);
  CHECK(methods().front().channels.empty());

  CHECK(s.say(degrade_merchant{
            m1, {.type = {}, .what = {.to = merchant::level::refuse}, .who = li}}) == "told");
  CHECK(s.say(list_methods{m1, {1000, currency::cny}}) == "told");
  REQUIRE(methods().front().why_not);
  CHECK(methods().front().why_not->code == rejection_code::merchant_degraded);
}

TEST_CASE("a method that only a switch has named is not on the list, one that a rule names is") {
  running s;
  s.settings.merchants.at(0).business_types = {business_type::quick_pay};
  s.open();
  const auto methods = [&] {
    CHECK(s.say(list_methods{m1, {1000, currency::cny}}) == "told");
    std::vector<std::string> out;
    for (const auto& m : std::get<method_list>(s.answers.back()).all)
      out.push_back(m.paid_with.text());
    return out;
  };
  const auto force = [&](channel::path_switch to) {
    return s.say(
        force_path{s.first(), {.where = channel::path("debit_crad"), .to = to, .who = li}});
  };
  CHECK(force(channel::path_switch::open) == "told");
  CHECK(methods() == std::vector<std::string>{""});
  routing::rule r{.name = "cards", .never = {s.first()}};
  r.when.paid_with = instrument("credit_card");
  CHECK(s.set(r) == "told");
  CHECK(methods() == std::vector<std::string>{"", "credit_card"});
  r.when.merchants = {merchant_id{"m2"}};
  CHECK(s.set(r) == "told");
  CHECK(methods() == std::vector<std::string>{""});
  auto q = s.order_request("A-1");
  q.type = business_type::quick_pay;
  q.payment_code = {};
  q.paid_with = instrument("debit_card", "icbc");
  s.wechat->always = [](const channel_call& c) { return says(c, order::finding::paid); };
  s.ask(q, reply_when::final);
  CHECK(methods() == std::vector<std::string>{"", "debit_card", "debit_card/icbc"});
}

TEST_CASE("whoever takes a rule out of the file hears of the words that go with it") {
  std::shared_ptr<store::event_log> kept;
  {
    running before;
    before.settings.routing.rules = {never(before.first())};
    before.open();
    auto other = never(before.first());
    other.when.merchants = {m1};
    CHECK(before.set(other) == "told");
    kept = before.log;
  }
  running s(kept);
  s.open();
  CHECK(s.rules().empty());
  CHECK(s.told->last("routing_word_lost") == "warning rule=nights");
}

}  // namespace sluice::test::rulebook_test
