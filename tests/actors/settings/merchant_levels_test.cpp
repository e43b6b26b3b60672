/// A merchant from which less, or more, is taken for a while: before anything is durable, and only
/// of new orders.

#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::test::merchant_levels_test {
using namespace std::chrono_literals;
using merchant::limited_by;

namespace {

const signed_by li{"li.wei", "its till repeats itself"};

void degrade(stage& s, merchant::level_wish what, std::optional<business_type> type = {}) {
  s.ask(degrade_merchant{m1, {.type = type, .what = what, .who = li}});
}

void promote(stage& s, merchant::promotion_wish what) {
  s.ask(promote_merchant{m1, {.what = what, .who = li}});
}

void ask(stage& s, const std::string& number) {
  s.ask(stage::order_request(number), reply_when::accepted);
}

bool is_taken(const stage& s, const std::string& number) {
  const auto* view = std::get_if<order_view>(&s.answers.back());
  return view != nullptr && view->order.number == order_no{number};
}

bool is_refused(const stage& s, rejection_code why) {
  const auto* no = std::get_if<rejection>(&s.answers.back());
  return no != nullptr && no->code == why;
}

}  // namespace

TEST_CASE("a merchant that is refused keeps what it has, until the level ends by itself") {
  stage s;
  s.open();
  ask(s, "A-1");
  degrade(s, {.to = merchant::level::refuse, .until = s.clock->now() + 10s});
  ask(s, "A-2");
  CHECK(is_refused(s, rejection_code::merchant_degraded));
  CHECK(s.events_of("order/m1/A-2").empty());
  // A repeat, a look, a revoke: nothing of them is new.
  ask(s, "A-1");
  CHECK(is_taken(s, "A-1"));
  s.ask(get_order{{m1, order_no{"A-1"}}});
  CHECK(is_taken(s, "A-1"));
  s.ask(revoke_order{{m1, order_no{"A-1"}}}, reply_when::accepted);
  CHECK(is_taken(s, "A-1"));
  s.advance(10s);
  ask(s, "A-2");
  CHECK(is_taken(s, "A-2"));
  CHECK(s.events_of("merchant/m1") ==
        std::vector<std::string>{"merchant_configured", "merchant_degraded"});
}

TEST_CASE("a level ends by the machine's clock") {
  stage s;
  s.open();
  degrade(s, {.to = merchant::level::refuse, .until = s.clock->now() + 1h});
  ask(s, "A-1");
  CHECK(is_refused(s, rejection_code::merchant_degraded));
  s.clock->machine_ahead = 1h;
  ask(s, "A-1");
  CHECK(is_taken(s, "A-1"));
}

TEST_CASE("a throttled merchant sends so many a second") {
  stage s;
  s.open();
  degrade(s, {.to = merchant::level::throttled, .per_second = 2}, code);
  for (const auto* number : {"A-1", "A-2", "A-3"}) ask(s, number);
  CHECK(is_refused(s, rejection_code::merchant_degraded));
  s.advance(1s);
  ask(s, "A-3");
  CHECK(is_taken(s, "A-3"));
}

TEST_CASE("where a payer waits, accept only means refused") {
  stage s;
  s.open();
  degrade(s, {.to = merchant::level::accept_only});
  ask(s, "A-1");
  CHECK(is_refused(s, rejection_code::merchant_degraded));
}

TEST_CASE("a level is told with who wanted it, and holds after a restart") {
  auto log = std::make_shared<store::memory_event_log>();
  {
    stage first{log};
    first.open();
    degrade(first, {.to = merchant::level::refuse}, code);
  }
  stage s{log};
  s.open();
  ask(s, "A-1");
  CHECK(is_refused(s, rejection_code::merchant_degraded));
  s.ask(get_merchant{m1});
  const auto view = std::get<merchant_view>(s.answers.back());
  CHECK(view.levels.size() == 1);
  CHECK(view.levels.at(code).to == merchant::level::refuse);
  CHECK(view.origins.back().name == "levels.payment_code");
  CHECK(view.origins.back().from.person == "li.wei");
  degrade(s, {.to = merchant::level::normal}, code);
  CHECK(std::get<merchant_view>(s.answers.back()).levels.empty());
  ask(s, "A-1");
  CHECK(is_taken(s, "A-1"));
}

TEST_CASE("a promotion raises limits from its beginning to its end") {
  stage s;
  s.settings.merchants[0].limits[{code, limited_by::commands_per_second}] = 1;
  s.settings.merchants[0].limits[{code, limited_by::orders_in_flight}] = 2;
  s.open();
  const auto now = s.clock->now();
  promote(s, {.from = now + 1s, .until = now + 10s, .times = 2});
  CHECK(std::get<merchant_view>(s.answers.back()).promotions.at(code).times == 2);
  ask(s, "A-1");
  ask(s, "A-2");
  CHECK(is_refused(s, rejection_code::limit_exceeded));
  s.advance(1s);
  ask(s, "A-2");
  ask(s, "A-3");
  CHECK(is_taken(s, "A-3"));
  s.advance(1s);
  ask(s, "A-4");
  CHECK(is_taken(s, "A-4"));
  s.advance(8s);
  ask(s, "A-5");
  CHECK(is_refused(s, rejection_code::limit_exceeded));
  s.ask(get_merchant{m1});
  CHECK(std::get<merchant_view>(s.answers.back()).promotions.empty());
}

TEST_CASE("nobody is degraded whom there is not, and no level ends before it begins") {
  stage s;
  s.open();
  s.ask(degrade_merchant{
      merchant_id{"nobody"}, {.what = {.to = merchant::level::refuse}, .who = li}});
  CHECK(is_refused(s, rejection_code::merchant_unknown));
  degrade(s, {.to = merchant::level::refuse, .until = s.clock->now()});
  CHECK(is_refused(s, rejection_code::until_invalid));
  promote(s, {.times = 2});
  CHECK(is_refused(s, rejection_code::until_invalid));
}

}  // namespace sluice::test::merchant_levels_test
