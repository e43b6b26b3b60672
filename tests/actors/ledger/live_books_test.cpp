// The books of this moment while the engine runs: told to whoever may ask, and the same after a
// process that ended at any place of the log.
#include "actors/ledger/live_books.hpp"

#include "actors/ledger/books_follower.hpp"
#include "domain/contract/row_text.hpp"
#include "events/stream_name.hpp"
#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

namespace sluice::test::live_books_test {
namespace {

store::new_record agreement_on_fees(const std::string& merchant) {
  contract::agreed what{.with = {contract::side::merchant, merchant}, .version = 1, .who = {}};
  what.terms.owner = contract::account_owner::us;
  what.terms.rows.push_back(
      std::get<contract::row>(contract::row_from_text("parts_per_million=6000")));
  return encode(contract::event{what}, {}, instant{});
}

/// A log with a contract of m1, an order of 12.50 that is paid, and 5.00 of it that goes back.
struct paid_log {
  paid_log() : log(std::make_shared<store::memory_event_log>()) {
    append(contract_stream(), {agreement_on_fees("m1")});
    append_order({order::order_accepted{.order = id, .amount = {1250, currency::cny}},
                  order::attempt_started{attempt_no{1}, channel_id{"wechat"}, channel_key{"k"}}});
    append_order({order::attempt_succeeded{attempt_no{1}, order::source::pay_answer},
                  order::order_paid{attempt_no{1}}});
    append_order({order::refund_requested{
        .refund = refund_no{"r"},
        .attempt = attempt_no{1},
        .amount = {500, currency::cny},
        .key = channel_key{"kr"}}});
    append_order({order::refund_succeeded{refund_no{"r"}}});
  }
  void append_order(const std::vector<order::event>& events) {
    std::vector<store::new_record> records;
    for (const auto& e : events) records.push_back(encode(e, {}, instant{}));
    append(order_stream(id), std::move(records));
  }
  void append(const std::string& stream, std::vector<store::new_record> records) {
    store::append_request r;
    r.stream = stream;
    if (const auto head = log->head_of(stream)) r.expected = head->position;
    r.records = std::move(records);
    const auto done = log->append(std::span(&r, 1));
    REQUIRE(std::holds_alternative<std::vector<store::append_result>>(done));
  }
  const order_id id{merchant_id{"m1"}, order_no{"A"}};
  std::shared_ptr<store::memory_event_log> log;
};

void follow(const paid_log& from, books_follower& by, store::sequence after,
            store::sequence until) {
  CHECK_FALSE(from.log->read_all(after + 1, [&](const store::record& r) {
    if (r.position > until) return false;
    if (by.concerns(r.type)) CHECK(by.take(decoded_record{r}));
    return true;
  }));
  CHECK(by.flush());
}

}  // namespace

TEST_CASE("a process that ends anywhere leaves the same books to the next one") {
  const paid_log l;
  const auto end = l.log->current_head().position;
  REQUIRE(end == 7);
  auto whole = std::make_shared<live_books>();
  books_follower all(whole, l.log);
  follow(l, all, 0, end);
  CHECK(whole->lines().size() == 4);
  for (store::sequence dies_after = 0; dies_after <= end; ++dies_after) {
    CAPTURE(dies_after);
    auto before = std::make_shared<live_books>();
    books_follower first(before, l.log);
    follow(l, first, 0, dies_after);
    auto after = std::make_shared<live_books>();
    books_follower next(after, l.log);
    REQUIRE(next.restore(first.state()));
    follow(l, next, dies_after, end);
    std::string expected, found;
    whole->write_to(expected);
    after->write_to(found);
    CHECK(found == expected);
  }
}

TEST_CASE("what does not fit is thrown away, and changes nothing") {
  const paid_log l;
  auto books = std::make_shared<live_books>();
  books_follower f(books, l.log);
  auto kept = f.state();
  for (const auto* damaged :
       {"account", "account CNY clearing wechat 1 2 3 4", "sequence x 1",
        "account CNY nonsense - 0 1 2 3 4", "account ZZZ pending - 0 1 2 3 4", "something else"}) {
    CAPTURE(damaged);
    CHECK_FALSE(f.restore({kept.version, damaged}));
  }
  CHECK_FALSE(f.restore({kept.version + 1, kept.bytes}));
  CHECK(books->lines().empty());
}

TEST_CASE("a merchant's accounts are told by currency, and its money by the day") {
  const paid_log l;
  auto books = std::make_shared<live_books>();
  books_follower f(books, l.log);
  follow(l, f, 0, 6);
  const auto v = books->of(merchant_id{"m1"});
  REQUIRE(v.all.size() == 1);
  CHECK(v.all[0].pending_minor == 1250 - 8 - 497);
  CHECK(v.all[0].refund_hold_minor == 497);
  CHECK(v.all[0].fees_due_minor == 0);
  CHECK(v.all[0].lots.size() == 1);
  CHECK(v.sequence == 6);
  CHECK(books->of(merchant_id{"m2"}).all.empty());
}

}  // namespace sluice::test::live_books_test
