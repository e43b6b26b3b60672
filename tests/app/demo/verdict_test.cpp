#include "app/demo/verdict.hpp"

#include "tests/catch.hpp"

namespace sluice::test::verdict_test {
using namespace sluice::demo;

namespace {

/// An order over 10.00 plus the digits that all went well with: paid at once.
order_record paid_order(const std::string& key, int digits = 0) {
  const auto amount = 1000 + digits;
  return {.plan = {.merchant = "m1",
                   .order_no = "T-" + key,
                   .amount_minor = amount,
                   .pays = wallet::alipay},
          .promised = "paid",
          .done = true,
          .seen = {.merchant = "m1",
                   .order_no = "T-" + key,
                   .state = "paid",
                   .amount_minor = amount,
                   .keys = {key}}};
}

sim::key_totals booked(std::int64_t paid, std::int64_t returned = 0, int received = 1) {
  return {
      .channel = "alipay", .received = received, .paid_minor = paid, .returned_minor = returned};
}

bool tells_of(const verdict& v, const std::string& what) {
  for (const auto& problem : v.problems)
    if (problem.find(what) != std::string::npos) return true;
  return false;
}

}  // namespace

TEST_CASE("engine and books agree on a paid order") {
  const auto v = judge({paid_order("k1")}, {{"k1", booked(1000)}});
  CHECK(v.agrees());
  REQUIRE(v.rows.size() == 1);
  CHECK(v.rows[0].agrees);
  CHECK(v.rows[0].paid_minor == 1000);
  CHECK(v.rows[0].claimed_minor == 1000);
  CHECK(v.rows[0].as_planned == 1);
}

TEST_CASE("a refund that the engine counts must be in the books") {
  auto record = paid_order("k1");
  record.seen.refunded_minor = 400;
  CHECK(judge({record}, {{"k1", booked(1000, 400)}}).agrees());
  const auto v = judge({record}, {{"k1", booked(1000)}});
  CHECK_FALSE(v.agrees());
  CHECK(tells_of(v, "600 kept, the books say 1000"));
  CHECK_FALSE(v.rows[0].agrees);
}

TEST_CASE("a pay request that arrived twice under one key is a fault") {
  const auto v = judge({paid_order("k1")}, {{"k1", booked(1000, 0, 2)}});
  CHECK(tells_of(v, "2 times under one key"));
}

TEST_CASE("two attempts that both keep money are a fault") {
  auto record = paid_order("k1");
  record.seen.keys.emplace_back("k2");
  const auto v = judge({record}, {{"k1", booked(1000)}, {"k2", booked(1000)}});
  CHECK(tells_of(v, "more than one attempt keeps money"));
}

TEST_CASE("a failed order must have left no money at the channel") {
  auto record = paid_order("k1", 3);
  record.promised = record.seen.state = "failed";
  CHECK(judge({record}, {{"k1", booked(0)}}).agrees());
  CHECK(tells_of(judge({record}, {{"k1", booked(1003)}}), "failed and 0 kept"));
}

TEST_CASE("a final answer that is not true any more is a fault") {
  auto record = paid_order("k1", 2);
  record.seen.state = "revoked";
  CHECK(tells_of(judge({record}, {{"k1", booked(0)}}), "it was answered paid, and is revoked now"));
}

TEST_CASE("where a person must decide the engine claims nothing") {
  auto record = paid_order("k1", 8);
  record.promised = "processing";
  record.seen.state = "needs_operator";
  CHECK(judge({record}, {{"k1", booked(0)}}).agrees());
  CHECK(claimed_minor(record.seen) == std::nullopt);
}

TEST_CASE("money under a key that no order knows is a fault") {
  const auto v = judge({paid_order("k1")}, {{"k1", booked(1000)}, {"k9", booked(5)}});
  CHECK(tells_of(v, "the key k9, which no order knows"));
}

TEST_CASE("orders that have not ended are named") {
  auto record = paid_order("k1");
  record.seen.refunds.push_back({"r1", "processing"});
  const auto v = judge({record}, {{"k1", booked(1000)}});
  CHECK_FALSE(v.agrees());
  CHECK(v.stuck == std::vector<std::string>{"m1/T-k1"});
}

TEST_CASE("most orders of a fate must end as its row says, unless the crash met them") {
  auto record = paid_order("k1", 4);
  record.promised = record.seen.state = "revoked";
  const sim::book_totals books{{"k1", booked(1004, 1004)}};
  CHECK(tells_of(judge({record}, books), "fate 4: only 0 of 1 orders ended as the table says"));
  record.disturbed = true;
  CHECK(judge({record}, books).agrees());
}

TEST_CASE("a contradiction that should be recorded is waited for") {
  auto record = paid_order("k1", 10);
  const sim::book_totals books{{"k1", booked(1010)}};
  CHECK_FALSE(is_settled(record, books));
  record.seen.conflicts = 1;
  CHECK(is_settled(record, books));
}

TEST_CASE("a contradiction that cannot come is not waited for") {
  auto in_the_queue = paid_order("k1", 17);
  in_the_queue.promised = in_the_queue.seen.state = "failed";
  CHECK(is_settled(in_the_queue, {}));  // the channel never heard of it
  const sim::book_totals books{{"k1", booked(1017, 1017)}};
  CHECK_FALSE(is_settled(in_the_queue, books));
  auto after_a_time_out = in_the_queue;
  after_a_time_out.promised = after_a_time_out.seen.state = "revoked";
  CHECK(is_settled(after_a_time_out, books));
}

TEST_CASE("an order whose books lag behind is not settled") {
  CHECK_FALSE(is_settled(paid_order("k1"), {}));
  CHECK(is_settled(paid_order("k1"), {{"k1", booked(1000)}}));
}

}  // namespace sluice::test::verdict_test
