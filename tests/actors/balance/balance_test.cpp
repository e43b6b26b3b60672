// A settled merchant's money while the engine runs: refunds take what is kept for them and no more
// than there is, and what is settled is paid once.
#include "actors/ledger/live_books.hpp"
#include "domain/ledger/day.hpp"
#include "events/stream_name.hpp"
#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::test::balance_actor_test {
namespace {

using words = std::vector<std::string>;

struct settled : stage {
  explicit settled(std::shared_ptr<store::event_log> kept = nullptr) : stage(std::move(kept)) {
    auto book = generous_book(settings.merchants);
    book.approvals = {{.word = "contract.put", .persons = 1},
                      {.word = "settlement.run", .persons = 1},
                      {.word = "settlement.resolve", .persons = 1}};
    declared = declared_as(book);
    books = std::make_shared<live_books>();
    wechat->always = [](const channel_call& c) -> channel_answer {
      if (c.what == operation::refund)
        return order::refund_report{.refund = c.refund, .found = order::refund_finding::done};
      return says(c, order::finding::paid);
    };
  }

  /// From now on its money comes to an account of ours, and 0.6 % of it are our fee.
  void agree() {
    contract::put what{.with = {contract::side::merchant, "m1"}, .who = li};
    what.what.owner = contract::account_owner::us;
    what.what.rows.push_back({.by = {.parts_per_million = 6000}});
    ask(put_contract{std::move(what)});
  }
  void pay(const std::string& number) { ask(stage::order_request(number, 10'000)); }
  /// "done", or how it was refused.
  std::string refund(const std::string& order, const std::string& number, std::int64_t minor,
                     std::string id = {}) {
    ask(create_refund{{m1, order_no{order}}, refund_no{number}, {minor, currency::cny}, {}},
        reply_when::final, std::move(id));
    const auto* no = std::get_if<rejection>(&answers.back());
    return no != nullptr ? std::string(name_of(no->code))
                         : std::get<refund_view>(answers.back()).state;
  }
  std::string settle() {
    return say(settle_merchant{
        m1, {.unit = currency::cny, .through = ledger::day_of(clock->now()), .who = li}});
  }
  std::string resolve(std::uint32_t number, balance::settlement_end how) {
    return say(resolve_settlement{
        m1, {.number = balance::settlement_no{number}, .how = how, .reference = "B-1", .who = li}});
  }
  /// "1 requested 99.40 CNY, 2 …", or how it was refused.
  std::string say(question q) {
    ask(std::move(q));
    if (const auto* no = std::get_if<rejection>(&answers.back()))
      return std::string(name_of(no->code));
    std::string out;
    for (const auto& s : std::get<settlements_view>(answers.back()).all)
      out += (out.empty() ? "" : ", ") + std::to_string(s.number) + ' ' + s.state + ' ' +
             to_string(s.amount);
    return out;
  }
  /// What of its money is pending, available, kept for refunds and for payouts.
  [[nodiscard]] std::vector<std::int64_t> stands() const {
    const auto view = books->of(m1);
    if (view.all.empty()) return {};
    const auto& a = view.all.front();
    return {a.pending_minor, a.available_minor, a.refund_hold_minor, a.payout_hold_minor};
  }

  const signed_by li{"li.wei", "day's end"};
};

}  // namespace

TEST_CASE("a refund takes what is kept for it, in two steps with its number") {
  settled s;
  s.open();
  s.agree();
  s.pay("A-1");
  CHECK(s.refund("A-1", "R-1", 4000) == "done");
  CHECK(s.events_of("balance/m1") == words{"money_held", "hold_ended"});
  CHECK(s.stands() == std::vector<std::int64_t>{5964, 0, 0, 0});
  CHECK(s.refund("A-1", "R-1", 4000) == "done");  // the same once more
  CHECK(s.refund("A-1", "R-2", 7000) == "refund_exceeds_paid");
  CHECK(s.events_of("balance/m1").size() == 2);
}

TEST_CASE("nothing is kept where the money never came to an account of ours") {
  settled s;
  s.open();
  s.pay("A-1");
  CHECK(s.refund("A-1", "R-1", 4000) == "done");
  s.agree();
  CHECK(s.refund("A-1", "R-2", 4000) == "done");  // it was paid before
  CHECK(s.events_of("balance/m1").empty());
}

TEST_CASE("what was paid out is missing for refunds, until more is available") {
  settled s;
  s.open();
  s.agree();
  s.pay("A-1");
  CHECK(s.settle() == "1 requested 99.40 CNY");
  CHECK(s.stands() == std::vector<std::int64_t>{0, 0, 0, 9940});
  CHECK(s.refund("A-1", "R-1", 4000) == "balance_too_low");
  CHECK(s.settle() == "nothing_to_settle");
  s.pay("A-2");  // it is pending: of its own money it can be refunded, of no other
  CHECK(s.refund("A-1", "R-1", 4000) == "balance_too_low");
  CHECK(s.refund("A-2", "R-1", 4000) == "done");
  CHECK(s.resolve(1, balance::settlement_end::not_paid) == "1 not_paid 99.40 CNY");
  CHECK(s.refund("A-1", "R-1", 4000) == "done");
  CHECK(s.stands() == std::vector<std::int64_t>{5964, 5964, 0, 0});
  CHECK(s.settle() == "1 not_paid 99.40 CNY, 2 requested 119.28 CNY");
  CHECK(s.resolve(2, balance::settlement_end::paid) == "1 not_paid 99.40 CNY, 2 paid 119.28 CNY");
  CHECK(s.resolve(2, balance::settlement_end::returned) ==
        "1 not_paid 99.40 CNY, 2 returned 119.28 CNY");
  CHECK(s.stands() == std::vector<std::int64_t>{0, 11928, 0, 0});
  CHECK(s.resolve(3, balance::settlement_end::paid) == "settlement_unknown");
}

TEST_CASE("what its order refuses is free again") {
  settled s;
  s.settings.channels.front().most_refunds_per_order = 1;
  s.open();
  s.agree();
  s.pay("A-1");
  CHECK(s.refund("A-1", "R-1", 1000) == "done");
  CHECK(s.refund("A-1", "R-2", 1000) == "too_many_refunds");
  CHECK(s.events_of("balance/m1") == words{"money_held", "hold_ended", "money_held", "hold_ended"});
  CHECK(s.settle() == "1 requested 89.46 CNY");
}

TEST_CASE("what was kept for a refund that never came is let go after a restart") {
  auto log = std::make_shared<store::memory_event_log>();
  {
    settled s(log);
    s.open();
    s.agree();
    s.pay("A-1");
  }
  const balance::event held = balance::money_held{
      first_order, refund_no{"R-9"}, currency::cny, {.settled = 1000, .lot = 1, .from_lot = 1000}};
  store::append_request orphan{.stream = balance_stream(m1)};
  orphan.records.push_back(encode(held, {}, instant{millis{1'900'000'000'000}}));
  REQUIRE(std::holds_alternative<std::vector<store::append_result>>(
      log->append(std::span(&orphan, 1))));
  settled next(log);
  next.open();
  CHECK(next.events_of("balance/m1") == words{"money_held", "hold_ended"});
  CHECK(next.settle() == "1 requested 99.40 CNY");
  CHECK(next.refund("A-1", "R-1", 1000) == "balance_too_low");
}

}  // namespace sluice::test::balance_actor_test
