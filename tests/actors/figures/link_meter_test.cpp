// Figures of links on a whole cast: counted while it runs, kept over restarts, and told.
#include "actors/figures/link_meter.hpp"

#include "store/memory_event_log.hpp"
#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::test::link_meter_test {
using figures::call_result;

namespace {

const figures::link codes{channel_id{"wechat"}, business_type::payment_code};

/// A life of an engine on this log, whose links are counted.
template <class Do>
std::shared_ptr<link_figures> live(const std::shared_ptr<store::memory_event_log>& log, Do&& ask) {
  stage s{log};
  s.links = std::make_shared<link_figures>(std::vector{codes}, s.clock->now());
  s.wechat->always = [](const channel_call& c) { return says(c, order::finding::paid); };
  s.open();
  std::forward<Do>(ask)(s);
  return s.links;
}

link_figures::totals of_codes(const link_figures& all) { return all.in_all().at(codes); }

std::uint64_t calls(const link_figures& all, call_result r) {
  return of_codes(all).calls.results[static_cast<std::size_t>(r)];
}

/// Of all its minutes.
std::uint64_t calls_kept(const link_figures& all) {
  std::uint64_t sum = 0;
  const auto kept = all.keep();
  for (const auto& s : kept.at(codes).calls) sum += s.counted.calls();
  return sum;
}

std::uint64_t orders_kept(const link_figures& all) {
  std::uint64_t sum = 0;
  const auto kept = all.keep();
  for (const auto& s : kept.at(codes).paid) sum += s.counted.orders;
  return sum;
}

}  // namespace

TEST_CASE("what is paid through a link is counted with its amount, and each call with its end") {
  const auto log = std::make_shared<store::memory_event_log>();
  const auto counted = live(log, [](stage& s) {
    s.ask(stage::order_request("A-1", 1250));
    s.ask(stage::order_request("A-2", 750));
  });
  CHECK(of_codes(*counted).paid.orders == 2);
  CHECK(of_codes(*counted).paid.minor[0] == 2000);
  CHECK(calls(*counted, call_result::succeeded) == 2);
  CHECK(calls(*counted, call_result::unknown) == 0);
}

TEST_CASE("a restart neither loses nor doubles what was counted") {
  const auto log = std::make_shared<store::memory_event_log>();
  static_cast<void>(live(log, [](stage& s) { s.ask(stage::order_request("A-1", 500)); }));
  const auto after = live(log, [](stage& s) { s.ask(stage::order_request("A-2", 700)); });
  CHECK(of_codes(*after).paid.minor[0] == 1200);
  CHECK(orders_kept(*after) == 2);
  CHECK(calls_kept(*after) == 2);
  CHECK(calls(*after, call_result::succeeded) == 1);  // of this process
}

TEST_CASE("a bookmark that is behind the log makes up for what was paid, not for calls") {
  const auto log = std::make_shared<store::memory_event_log>();
  static_cast<void>(live(log, [](stage& s) { s.ask(stage::order_request("A-1", 500)); }));
  const auto early = log->bookmark_of("link_figures");
  REQUIRE(early);
  static_cast<void>(live(log, [](stage& s) { s.ask(stage::order_request("A-2", 700)); }));
  log->save_bookmark("link_figures", *early);  // as after a crash
  const auto after = live(log, [](stage&) {});
  CHECK(of_codes(*after).paid.minor[0] == 1200);
  CHECK(orders_kept(*after) == 2);
  CHECK(calls_kept(*after) == 1);
}

TEST_CASE("a bookmark in another form is not taken up: the log is read anew, and calls are gone") {
  const auto log = std::make_shared<store::memory_event_log>();
  static_cast<void>(live(log, [](stage& s) { s.ask(stage::order_request("A-1", 500)); }));
  for (const auto& [version, text] : std::vector<std::pair<std::uint32_t, std::string>>{
           {2, ""}, {1, "order 1"}, {1, "watch x"}, {1, "c 1 1\n"}, {1, "link wechat none 1\n"}}) {
    CAPTURE(version, text);
    log->save_bookmark("link_figures", {log->current_head().position, version, text});
    const auto after = live(log, [](stage&) {});
    CHECK(of_codes(*after).paid.minor[0] == 500);
    CHECK(calls_kept(*after) == 0);
  }
}

TEST_CASE("minutes are saved while it runs, and not more often than once in one") {
  const auto log = std::make_shared<store::memory_event_log>();
  static_cast<void>(live(log, [&](stage& s) {
    s.ask(stage::order_request("A-1"));
    const auto first = log->bookmark_of("link_figures");
    s.ask(stage::order_request("A-2"));
    CHECK(log->bookmark_of("link_figures") == first);
    s.advance(millis{60'000});
    s.ask(stage::order_request("A-3"));
    CHECK(log->bookmark_of("link_figures") != first);
  }));
}

TEST_CASE("with little memory one call in sixteen stands for sixteen, and later none is counted") {
  link_figures all{{codes}, instant{}};
  const auto call = [&](int times) {
    for (int i = 0; i < times; ++i)
      all.count(codes, call_result::failed, millis{20}, instant{millis{5000}});
  };
  all.heed(overload::level::sheds);
  call(15);
  CHECK(calls(all, call_result::failed) == 0);
  call(17);
  CHECK(calls(all, call_result::failed) == 32);
  CHECK(of_codes(all).calls.took.sum == std::chrono::milliseconds{640});
  all.heed(overload::level::refuses_new);
  call(100);
  CHECK(calls(all, call_result::failed) == 32);
  all.heed(overload::level::normal);
  call(1);
  CHECK(calls(all, call_result::failed) == 33);
}

TEST_CASE("an operator asks for figures, of the channels that he names") {
  const auto log = std::make_shared<store::memory_event_log>();
  static_cast<void>(live(log, [](stage& s) {
    s.ask(stage::order_request("A-1", 1250));
    s.ask(get_link_figures{.paths = {"wechat"}});
    REQUIRE(std::holds_alternative<link_figures_view>(s.answers.back()));
    const auto told = std::get<link_figures_view>(s.answers.back());
    CHECK(told.one_in == 1);
    REQUIRE(told.links.size() == 1);
    REQUIRE(told.links[0].rows.size() == 1);
    CHECK(told.links[0].rows[0].calls.calls() == 1);
    CHECK(told.links[0].rows[0].paid.minor[0] == 1250);
    s.ask(get_link_figures{.paths = {"wechat/payment_code", "nobody"}});
    REQUIRE(std::holds_alternative<rejection>(s.answers.back()));
    CHECK(std::get<rejection>(s.answers.back()).field == "paths");
  }));
}

TEST_CASE("an engine that counts no links says so") {
  stage s;
  s.open();
  s.ask(get_link_figures{});
  REQUIRE(std::holds_alternative<rejection>(s.answers.back()));
  CHECK(std::get<rejection>(s.answers.back()).code == rejection_code::unavailable);
}

TEST_CASE("a refund is counted at the channel that has the money, by when it came through") {
  const auto log = std::make_shared<store::memory_event_log>();
  const auto counted = live(log, [](stage& s) {
    s.ask(stage::order_request("A-1", 1250));
    s.wechat->always = [](const channel_call& c) -> channel_answer {
      return order::refund_report{.refund = c.refund, .found = order::refund_finding::done};
    };
    s.ask(create_refund{.order = {merchant_id{"m1"}, order_no{"A-1"}},
                        .refund = refund_no{"R-1"},
                        .amount = {250, currency::cny}});
  });
  const auto refunds = counted->refunds();
  REQUIRE(refunds.contains(codes.channel));
  CHECK(refunds.at(codes.channel).in_all.requested == 1);
  CHECK(refunds.at(codes.channel).in_all.ended[0] == 1);
}

}  // namespace sluice::test::link_meter_test
