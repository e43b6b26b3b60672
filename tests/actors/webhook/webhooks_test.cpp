// Merchants' endpoints hear of results: in order of what happens, again where it was not taken, and
// after a restart from where they were.

#include "actors/webhook/webhooks.hpp"

#include <map>
#include <set>

#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::test;
using namespace std::chrono_literals;

namespace {

/// Answers at once as it is told to, or holds what comes.
class scripted_shop final : public webhook_port {
 public:
  void send(webhook_message what, on_answer heard) noexcept override {
    seen.push_back(what);
    most_at_once = std::max(most_at_once, ++out);
    auto answer = [this, heard = std::move(heard)](webhook::answer a) {
      --out;
      heard(a);
    };
    if (holds) return held.push_back(std::move(answer));
    answer({.what = answers});
  }
  [[nodiscard]] std::vector<std::string> words() const {
    std::vector<std::string> all;
    for (const auto& m : seen)
      all.push_back(m.to.name + ' ' + std::string(m.event) + ' ' + to_string(m.order.order));
    return all;
  }

  webhook::outcome answers = webhook::outcome::taken;
  bool holds = false;
  int out = 0, most_at_once = 0;
  std::vector<webhook_message> seen;
  std::vector<on_answer> held;
};

struct shop_stage : stage {
  explicit shop_stage(std::shared_ptr<store::event_log> kept = nullptr) : stage(std::move(kept)) {
    settings.merchants.front().webhooks = {"shop"};
    webhooks = shop;
    wechat->always = [](const channel_call& c) { return says(c, order::finding::paid); };
  }
  std::shared_ptr<scripted_shop> shop = std::make_shared<scripted_shop>();
};

using words = std::vector<std::string>;

}  // namespace

TEST_CASE("an endpoint is told of a result, as the order is then") {
  shop_stage s;
  s.open();
  s.ask(stage::order_request("A-1"));
  REQUIRE(s.shop->words() == words{"shop order.paid m1/A-1"});
  const auto& m = s.shop->seen.front();
  CHECK(m.order.state == "paid");
  CHECK(m.order.amount.minor_units == 1250);
  CHECK(m.version == s.events_of("order/m1/A-1").size());
  CHECK(m.position == s.log->current_head().position);
  s.advance(24h * 4);
  CHECK(s.shop->seen.size() == 1);
}

TEST_CASE("a refund is told with its number") {
  shop_stage s;
  s.wechat->always = [](const channel_call& c) -> channel_answer {
    if (c.what == operation::refund)
      return order::refund_report{.refund = c.refund, .found = order::refund_finding::done};
    return says(c, order::finding::paid);
  };
  s.open();
  s.ask(stage::order_request("A-1"));
  s.ask(create_refund{
      .order = first_order, .refund = refund_no{"R-1"}, .amount = {50, currency::cny}});
  REQUIRE(s.shop->words() == words{"shop order.paid m1/A-1", "shop refund.succeeded m1/A-1"});
  CHECK(s.shop->seen.back().refund == refund_no{"R-1"});
  CHECK(s.shop->seen.back().order.refunded_minor == 50);
  CHECK(s.shop->seen.front().order.refunded_minor == 0);
}

TEST_CASE("a try a day later says the same as the first, whatever has become of the order") {
  shop_stage s;
  s.wechat->always = [](const channel_call& c) -> channel_answer {
    if (c.what == operation::refund)
      return order::refund_report{.refund = c.refund, .found = order::refund_finding::done};
    return says(c, order::finding::paid);
  };
  s.shop->answers = webhook::outcome::refused;
  s.open();
  s.ask(stage::order_request("A-1"));
  s.ask(create_refund{
      .order = first_order, .refund = refund_no{"R-1"}, .amount = {50, currency::cny}});
  s.advance(24h);
  std::size_t tries = 0;
  for (const auto& m : s.shop->seen) {
    if (m.event != "order.paid") continue;
    ++tries;
    CHECK(m.order.refunded_minor == 0);
    CHECK(m.position == s.shop->seen.front().position);
    CHECK(m.version == s.shop->seen.front().version);
  }
  CHECK(tries >= 6);
  s.shop->answers = webhook::outcome::taken;
  s.advance(24h);
  const auto when_all_is_told = s.shop->seen.size();
  s.advance(24h * 5);
  CHECK(s.shop->seen.size() == when_all_is_told);
}

TEST_CASE("a dead endpoint delays no order, and no other endpoint") {
  shop_stage s;
  s.settings.merchants.front().webhooks = {"dead", "shop"};
  s.open();
  s.shop->holds = true;
  for (int i = 0; i < 5; ++i) s.ask(stage::order_request("A-" + std::to_string(i)));
  for (int i = 0; i < 5; ++i)
    CHECK(std::get<order_view>(s.answers.at(static_cast<std::size_t>(i))).state == "paid");
  CHECK(s.shop->most_at_once == 4);  // two at each
  // The second endpoint answers; the first one never does.
  std::size_t told = 0;
  for (std::size_t i = 0; i < s.shop->seen.size(); ++i)
    if (s.shop->seen[i].to.name == "shop") {
      ++told;
      s.shop->held[i]({.what = webhook::outcome::taken});
      s.run();
    }
  CHECK(told == 5);
}

TEST_CASE("what was not taken before the process ended is told by the next one, and nothing else") {
  const auto kept = std::make_shared<store::memory_event_log>();
  {
    shop_stage s(kept);
    s.open();
    s.ask(stage::order_request("A-1"));
    s.shop->answers = webhook::outcome::silent;
    s.ask(stage::order_request("A-2"));
    CHECK(s.shop->words().back() == "shop order.paid m1/A-2");
  }
  shop_stage next(kept);
  next.open();
  next.advance(6s);
  CHECK(next.shop->words() == words{"shop order.paid m1/A-2"});
}

TEST_CASE("an endpoint that says it is gone is left alone, and people are told") {
  shop_stage s;
  s.shop->answers = webhook::outcome::gone;
  s.open();
  s.ask(stage::order_request("A-1"));
  s.shop->answers = webhook::outcome::taken;
  s.ask(stage::order_request("A-2"));
  s.advance(24h * 2);
  CHECK(s.shop->seen.size() == 1);
  CHECK(s.told->last("webhook_endpoint_disabled") ==
        "critical endpoint=m1/shop sequence=" + std::to_string(s.shop->seen.front().position) +
            " outcome=gone");
}

TEST_CASE("an endpoint that was dead for long hears all of it once it is back, in pieces") {
  shop_stage s;
  s.shop->answers = webhook::outcome::silent;
  s.open();
  constexpr int orders = 600;
  for (int i = 0; i < orders; ++i) s.ask(stage::order_request("A-" + std::to_string(i)));
  s.shop->answers = webhook::outcome::taken;
  s.advance(1h);
  std::set<std::string> heard;
  for (const auto& m : s.shop->seen) heard.insert(to_string(m.order.order));
  CHECK(heard.size() == orders);
  CHECK(s.told->count("webhook_endpoint_recovered") == 1);
  CHECK(s.told->count("webhook_given_up") == 0);
}

TEST_CASE("an event that comes again, because its follower was interrupted, is told once") {
  deliveries all({{m1, "shop"}});
  const auto now = instant{millis{1'800'000'000'000}};
  all.offer(m1, 5, now);
  const auto d = all.next(now);
  REQUIRE(d);
  CHECK(all.answered(*d, {.what = webhook::outcome::taken}, now, now).what == webhook::turn::none);
  const auto kept = all.text();
  all.offer(m1, 5, now);
  CHECK_FALSE(all.next(now));
  // The bookmark may be saved with what is going to come again.
  deliveries next({{m1, "shop"}});
  REQUIRE(next.restore(kept, now));
  next.offer(m1, 5, now);
  CHECK_FALSE(next.next(now));
  next.offer(m1, 6, now);
  next.offer(m1, 6, now);
  CHECK(next.next(now)->event == 6);
  CHECK_FALSE(next.next(now));
}

TEST_CASE("an endpoint that is out of the file for a while keeps what it had still to hear") {
  const auto kept = std::make_shared<store::memory_event_log>();
  {
    shop_stage s(kept);
    s.shop->answers = webhook::outcome::refused;
    s.open();
    s.ask(stage::order_request("A-1"));
  }
  {
    shop_stage without(kept);
    without.settings.merchants.front().webhooks = {"other"};
    without.open();
    CHECK(without.told->last("webhook_endpoint_absent") == "warning endpoint=m1/shop events=1");
    without.ask(stage::order_request("A-2"));
    CHECK(without.shop->words() == words{"other order.paid m1/A-2"});
  }
  shop_stage again(kept);
  again.open();
  again.advance(1h);
  CHECK(again.shop->words() == words{"shop order.paid m1/A-1"});
}

TEST_CASE("people see how an endpoint stands, and let it have what it has missed, or all again") {
  shop_stage s;
  s.shop->answers = webhook::outcome::refused;
  s.open();
  for (int i = 0; i < 3; ++i) s.ask(stage::order_request("A-" + std::to_string(i)));
  CHECK(s.told->count("webhook_endpoint_struggles") == 1);
  s.ask(list_webhooks{m1});
  const auto seen = std::get<webhook_list>(s.answers.back()).all.at(0);
  CHECK(seen.state == "struggling");
  CHECK(seen.why == "refused");
  CHECK(seen.waiting == 3);
  s.shop->answers = webhook::outcome::taken;
  s.ask(enable_webhook{.whose = m1, .endpoint = "shop", .who = {"li.wei", "they are back"}});
  CHECK(std::get<webhook_list>(s.answers.back()).all.at(0).state == "enabled");
  s.advance(1s);
  s.ask(list_webhooks{m1});
  CHECK(std::get<webhook_list>(s.answers.back()).all.at(0).waiting == 0);
  const auto told = s.shop->seen.size();
  s.ask(enable_webhook{
      .whose = m1, .endpoint = "shop", .from = 1, .who = {"li.wei", "they lost theirs"}});
  s.advance(1s);
  CHECK(s.shop->seen.size() == told + 3);
  s.ask(enable_webhook{
      .whose = m1, .endpoint = "shop", .from = 1'000'000, .who = {"li.wei", "by mistake"}});
  CHECK(s.last_refusal().code == rejection_code::setting_out_of_range);
  s.ask(enable_webhook{.whose = m1, .endpoint = "none", .who = {"li.wei", "by mistake"}});
  CHECK(s.last_refusal().code == rejection_code::webhook_unknown);
}

TEST_CASE("one event is told again by its place, and the last tries are there to be seen") {
  shop_stage s;
  s.open();
  for (int i = 0; i < 3; ++i) s.ask(stage::order_request("A-" + std::to_string(i)));
  const auto second = s.shop->seen.at(1).position;
  const auto again = [&](std::optional<std::uint64_t> from, std::uint64_t to) {
    s.ask(enable_webhook{
        .whose = m1, .endpoint = "shop", .from = from, .to = to, .who = {"li.wei", "lost"}});
  };
  again(second, second);
  s.advance(1s);
  CHECK(s.shop->words() == words{"shop order.paid m1/A-0", "shop order.paid m1/A-1",
                                 "shop order.paid m1/A-2", "shop order.paid m1/A-1"});
  again(second, second - 1);
  CHECK(s.last_refusal().field == "to_sequence");
  again(std::nullopt, second);
  CHECK(s.last_refusal().field == "to_sequence");
  again(1, 1'000'000);
  CHECK(s.last_refusal().field == "to_sequence");
  s.ask(list_webhooks{m1});
  const auto& tries = std::get<webhook_list>(s.answers.back()).all.at(0).tries;
  REQUIRE(tries.size() == 4);
  CHECK(tries.front().event == second);
  CHECK(tries.front().said.what == webhook::outcome::taken);
  CHECK(tries.back().event == s.shop->seen.front().position);
}

TEST_CASE("what is kept that cannot be read back is said, and later events are told") {
  const auto kept = std::make_shared<store::memory_event_log>();
  {
    shop_stage s(kept);
    s.open();
    s.ask(stage::order_request("A-1"));
  }
  auto mark = *kept->bookmark_of("webhooks");
  mark.state = "nonsense";
  kept->save_bookmark("webhooks", mark);
  shop_stage next(kept);
  next.open();
  CHECK(next.told->count("webhooks_forgotten") == 1);
  next.ask(stage::order_request("A-2"));
  CHECK(next.shop->words() == words{"shop order.paid m1/A-2"});
}

namespace {

std::vector<webhook::event> fate_in(const store::event_log& log) {
  std::vector<webhook::event> out;
  const auto read = log.read_stream("webhook/m1/shop");
  for (const auto& r : std::get<std::vector<store::record>>(read)) {
    const auto event = decode(r);
    out.push_back(std::get<webhook::event>(std::get<decoded>(event).event));
  }
  return out;
}

webhook_view shown(shop_stage& s) {
  s.ask(list_webhooks{m1});
  return std::get<webhook_list>(s.answers.back()).all.at(0);
}

}  // namespace

TEST_CASE("an endpoint stays disabled although what was kept of it is lost, and enabled likewise") {
  const auto kept = std::make_shared<store::memory_event_log>();
  store::bookmark before;
  {
    shop_stage s(kept);
    s.shop->answers = webhook::outcome::gone;
    s.open();
    before = *kept->bookmark_of("webhooks");
    s.ask(stage::order_request("A-1"));
    s.advance(1s);
    CHECK(fate_in(*kept) == std::vector<webhook::event>{webhook::endpoint_disabled{
                                webhook::disabled_by::gone, s.shop->seen.at(0).position}});
  }
  kept->save_bookmark("webhooks", before);
  store::bookmark disabled;
  {
    shop_stage s(kept);
    s.open();
    const auto seen = shown(s);
    CHECK(seen.state == "disabled");
    CHECK(seen.why == "gone");
    CHECK(seen.disabled_at > instant{});
    s.advance(1h);
    CHECK(s.shop->seen.empty());
    disabled = *kept->bookmark_of("webhooks");
    s.ask(enable_webhook{.whose = m1, .endpoint = "shop", .who = {"li.wei", "they are back"}});
    CHECK(std::get<webhook_list>(s.answers.back()).all.at(0).state == "enabled");
    CHECK(fate_in(*kept).back() ==
          webhook::event{webhook::endpoint_enabled{{"li.wei", "they are back"}}});
  }
  kept->save_bookmark("webhooks", disabled);
  shop_stage s(kept);
  s.open();
  s.advance(1s);
  CHECK(shown(s).state == "enabled");
  CHECK(s.shop->words() == words{"shop order.paid m1/A-1"});
  CHECK(fate_in(*kept).size() == 2);
}

TEST_CASE("what an older engine has disabled is written by the next one") {
  const auto kept = std::make_shared<store::memory_event_log>();
  store::bookmark disabled;
  {
    shop_stage s(std::make_shared<store::memory_event_log>());
    s.shop->answers = webhook::outcome::gone;
    s.open();
    s.ask(stage::order_request("A-1"));
    s.advance(1s);
    disabled = *s.log->bookmark_of("webhooks");
  }
  {
    shop_stage s(kept);
    s.open();
    s.ask(stage::order_request("A-1"));
    s.advance(1s);
  }
  kept->save_bookmark("webhooks", disabled);
  shop_stage s(kept);
  s.open();
  s.advance(1s);
  CHECK(fate_in(*kept) ==
        std::vector<webhook::event>{webhook::endpoint_disabled{webhook::disabled_by::gone, 0}});
  CHECK(shown(s).state == "disabled");
}

TEST_CASE("events that are given up are counted in the log, once an hour") {
  const auto kept = std::make_shared<store::memory_event_log>();
  shop_stage s(kept);
  s.shop->answers = webhook::outcome::refused;
  s.open();
  for (int i = 0; i < 3; ++i) s.ask(stage::order_request("A-" + std::to_string(i)));
  for (int hours = 0; hours < 24 * 6 && fate_in(*kept).size() < 2; ++hours) s.advance(1h);
  const auto all = fate_in(*kept);
  REQUIRE(all.size() >= 1);
  CHECK(std::holds_alternative<webhook::deliveries_given_up>(all.front()));
  std::uint64_t given_up = 0;
  for (const auto& e : all)
    if (const auto* g = std::get_if<webhook::deliveries_given_up>(&e)) given_up += g->count;
  CHECK(given_up == static_cast<std::uint64_t>(s.told->count("webhook_given_up")));
  CHECK(shown(s).given_up == given_up);
}
