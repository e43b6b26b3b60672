// A log that was put back lacks its end. What came after it is asked about and not done again, and
// afterwards engine and bank agree.

#include <algorithm>
#include <set>

#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::test::restored_engine_test {
using namespace std::chrono_literals;

namespace {

using words = std::vector<std::string>;
const signed_by li{"li.wei", "the bills agree"};

/// A channel's own side: what it was paid and gave back, by our numbers. It outlives engines.
struct bank {
  std::map<std::string, std::int64_t> paid;
  std::set<std::string> refunded;
  int charges = 0;
  bool answers_are_lost = false;

  channel_answer pay(const channel_call& c) {
    ++charges;
    paid[c.key.value()] = c.amount.minor_units;
    return says(c, answers_are_lost ? order::finding::unknown : order::finding::paid);
  }
  channel_answer refund(const channel_call& c) {
    if (refunded.insert(c.refund_key.value()).second)
      paid.at(c.key.value()) -= c.refund_amount.minor_units;
    return order::refund_report{.refund = c.refund, .found = order::refund_finding::done};
  }
  channel_answer take_back(const channel_call& c) {
    paid.erase(c.key.value());
    return order::revoke_report{.attempt = c.attempt,
                                .found = order::revoke_finding::done,
                                .money_returned = order::returned::no};
  }
  channel_answer operator()(const channel_call& c) {
    switch (c.what) {
      case operation::pay: return pay(c);
      case operation::query:
        return says(
            c, paid.contains(c.key.value()) ? order::finding::paid : order::finding::not_found);
      case operation::refund: return refund(c);
      case operation::revoke:
      case operation::close: return take_back(c);
      case operation::refund_query:
        return order::refund_report{
            .refund = c.refund,
            .found = refunded.contains(c.refund_key.value()) ? order::refund_finding::done
                                                             : order::refund_finding::not_refunded};
      case operation::confirm:
      case operation::send_on_refund:
      case operation::offer_agreement:
      case operation::open_card:
      case operation::query_agreement:
      case operation::end_agreement: break;
    }
    return unknown_answer(c, order::source::query_answer, "not asked here");
  }
  [[nodiscard]] std::int64_t sum() const {
    std::int64_t all = 0;
    for (const auto& [key, amount] : paid) all += amount;
    return all;
  }
};

struct engine_at_bank : stage {
  engine_at_bank(bank& there, std::shared_ptr<store::memory_event_log> kept, bool is_put_back)
      : stage(kept) {
    wechat->always = [&there](const channel_call& c) { return there(c); };
    auto book = generous_book(settings.merchants);
    book.approvals = {{.word = "engine.degrade", .persons = 1}};
    declared = declared_as(book);
    if (is_put_back) restored = degradation::restoration{2, kept->current_head().position};
    open();
  }
  std::string pay(const std::string& number) {
    ask(order_request(number), reply_when::accepted);
    return state_of(number);
  }
  /// By the time of which it must not start, it had.
  std::string pay_too_late(const std::string& number) {
    auto q = order_request(number);
    q.not_after = clock->now() - 1s;
    ask(q, reply_when::accepted);
    return state_of(number);
  }
  std::string state_of(const std::string& number) {
    ask(get_order{{m1, order_no{number}}});
    return last_order().detail;
  }
  void refund(const std::string& number) {
    ask(create_refund{{m1, order_no{number}}, refund_no{"R1"}, {250, currency::cny}, {}});
  }
  void open_for_money() { say_normal(restored->after); }
  void say_normal(std::uint64_t after) {
    ask(degrade_engine{{.what = {.restored_after = after}, .who = li}});
  }
  engine_view level() {
    ask(get_engine{});
    return std::get<engine_view>(answers.back());
  }
};

/// One order is paid before the backup; two more, and part of a refund, are in the tail that is
/// lost. Numbers at channels are derived, so that another engine plays the tail.
struct disk_lost {
  bank there;
  std::shared_ptr<store::memory_event_log> backup = std::make_shared<store::memory_event_log>();
  disk_lost() {
    engine_at_bank before{there, backup, false};
    CHECK(before.pay("A-1") == "paid");
    engine_at_bank tail{there, std::make_shared<store::memory_event_log>(), false};
    CHECK(tail.pay("B-1") == "paid");
    there.answers_are_lost = true;
    tail.pay("B-2");
    there.answers_are_lost = false;
  }
};

}  // namespace

TEST_CASE("after a lost disk nothing is paid twice, and the bank's books and ours agree") {
  disk_lost d;
  engine_at_bank s{d.there, d.backup, true};
  // Services that have heard nothing send again; one order is really new.
  CHECK(s.pay("A-1") == "paid");
  CHECK(s.pay_too_late("B-1") == "in_doubt");
  for (const auto* number : {"B-2", "N-1"}) CHECK(s.pay(number) == "in_doubt");
  s.refund("A-1");
  s.advance(2h);
  CHECK(d.there.charges == 3);
  CHECK(d.there.sum() == 3 * 1250);
  CHECK(s.state_of("B-1") == "paid");
  CHECK(s.state_of("B-2") == "paid");
  CHECK(s.state_of("N-1") == "in_doubt");  // what is not found is no proof yet
  CHECK(s.events_of("order/m1/N-1") ==
        words{"order_accepted", "attempt_started", "attempt_in_doubt"});
  for (const auto what : {operation::pay, operation::refund, operation::revoke, operation::close})
    CHECK(s.wechat->started[what] == 0);

  s.open_for_money();
  CHECK(s.level().now == degradation::level_wish{});
  s.advance(2h);
  CHECK(s.state_of("N-1") == "revoked");
  CHECK(d.there.charges == 3);
  CHECK(d.there.sum() == 3 * 1250 - 250);
  CHECK(s.pay("N-2") == "paid");
  const auto life = s.events_of("order/m1/N-1");
  CHECK(std::count(life.begin(), life.end(), "operator_needed") == 0);
}

TEST_CASE("what the engine is, it says at every start until people end it") {
  bank there;
  const auto log = std::make_shared<store::memory_event_log>();
  {
    engine_at_bank s{there, log, true};
    CHECK(s.level().now.to == degradation::level::restored);
    CHECK(s.events_of("engine") == words{"log_restored"});
    CHECK(s.told->last("engine_restored") == "critical restored_after=0");
  }
  const degradation::restoration first{2, 0};
  engine_at_bank s{there, log, false};
  CHECK(s.pay("A-1") == "in_doubt");
  CHECK(s.level().from.reason == "the log was put back");
  s.say_normal(7);
  CHECK(s.last_refusal().code == rejection_code::engine_restored);
  CHECK(s.pay("A-2") == "in_doubt");
  CHECK(there.charges == 0);
  s.say_normal(first.after);
  CHECK(s.events_of("engine") == words{"log_restored", "engine_degraded"});
  CHECK(s.pay("A-3") == "paid");
}

TEST_CASE("an engine that people have opened stays open, until its log is put back again") {
  bank there;
  const auto log = std::make_shared<store::memory_event_log>();
  degradation::restoration first{};
  {
    engine_at_bank s{there, log, true};
    first = *s.restored;
    s.open_for_money();
  }
  stage again{log};
  again.restored = first;
  again.wechat->always = [&](const channel_call& c) { return there(c); };
  again.open();
  again.ask(stage::order_request("A-1"));
  CHECK(again.last_order().state == "paid");
  CHECK(again.told->count("engine_restored") == 0);
}

TEST_CASE("by itself one person does not open it") {
  bank there;
  stage s;
  s.restored = degradation::restoration{2, 0};
  s.wechat->always = [&](const channel_call& c) { return there(c); };
  s.open();
  s.ask(degrade_engine{{.what = {}, .who = li}});
  CHECK(std::holds_alternative<second_person_wanted>(s.answers.back()));
  s.ask(stage::order_request("A-1"), reply_when::accepted);
  s.advance(1min);
  CHECK(there.charges == 0);
}

}  // namespace sluice::test::restored_engine_test
