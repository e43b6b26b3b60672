// Who makes the books of a log keeps a line of an order only while it is under way: whatever is
// read again, or could not be, the journals are the same.
#include "domain/ledger/bookkeeper.hpp"

#include <stdexcept>

#include "tests/catch.hpp"

namespace sluice::test::bookkeeper_test {
namespace {

using namespace ledger;

const order_id id{merchant_id{"m1"}, order_no{"A"}};

contract::agreed ours() {
  contract::agreed out;
  out.with = {contract::side::merchant, "m1"};
  out.terms.owner = contract::account_owner::us;
  out.terms.rows.push_back({.by = {.parts_per_million = 6000}});
  return out;
}

std::vector<past_event> life() {
  const std::vector<order::event> all{
      order::order_accepted{.order = id, .amount = {1000, currency::cny}},
      order::attempt_started{attempt_no{1}, channel_id{"wechat"}, {}},
      order::attempt_succeeded{attempt_no{1}, order::source::pay_answer},
      order::order_paid{attempt_no{1}},
      order::refund_requested{.refund = refund_no{"r"},
                              .attempt = attempt_no{1},
                              .amount = {400, currency::cny},
                              .key = {}},
      order::refund_succeeded{refund_no{"r"}}};
  std::vector<past_event> out;
  for (const auto& e : all) out.push_back({e, {out.size() + 2, instant{}}});
  return out;
}

/// A log of that one order; its past cannot be read as often as is wanted.
struct shelf {
  int throws = 0;
  bool is_damaged = false;

  std::optional<std::vector<past_event>> operator()(const order_id&, std::uint64_t before) {
    if (throws-- > 0) throw std::runtime_error("no memory");
    if (is_damaged) return std::nullopt;
    auto all = life();
    std::erase_if(all, [&](const past_event& e) { return e.when.sequence >= before; });
    return all;
  }
};

}  // namespace

TEST_CASE(
    "a past that could not be read is read when the event comes again, and no money is lost") {
  const auto all = life();
  for (std::size_t from = 1; from < all.size(); ++from) {
    CAPTURE(from);
    shelf past{.throws = 1};
    bookkeeper keeper(std::ref(past));
    keeper.take(ours(), 1);
    CHECK_THROWS(keeper.take(id, all[from].what, all[from].when));
    bookkeeper sound{shelf{}};
    sound.take(ours(), 1);
    for (std::size_t i = from; i < all.size(); ++i) {
      const auto* found = keeper.take(id, all[i].what, all[i].when);
      const auto* expected = sound.take(id, all[i].what, all[i].when);
      REQUIRE(found != nullptr);
      REQUIRE(expected != nullptr);
      REQUIRE(found->size() == expected->size());
      for (std::size_t j = 0; j < found->size(); ++j)
        CHECK((*found)[j].postings == (*expected)[j].postings);
    }
  }
}

TEST_CASE("of an order whose past is damaged no event is taken for understood") {
  bookkeeper keeper{shelf{.is_damaged = true}};
  keeper.take(ours(), 1);
  const auto all = life();
  for (std::size_t from = 1; from < all.size(); ++from)
    CHECK(keeper.take(id, all[from].what, all[from].when) == nullptr);
}

TEST_CASE("nothing is kept of orders at rest, nor of merchants without a contract") {
  bookkeeper keeper{shelf{}};
  for (const auto& e : life()) CHECK(keeper.take(id, e.what, e.when)->empty());
  CHECK(keeper.orders_at_hand() == 0);
  keeper.take(ours(), 1);
  for (const auto& e : life()) CHECK(keeper.take(id, e.what, e.when) != nullptr);
  CHECK(keeper.orders_at_hand() == 0);
}

}  // namespace sluice::test::bookkeeper_test
