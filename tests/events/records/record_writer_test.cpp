#include "events/records/record_writer.hpp"

#include "events/records/look.hpp"
#include "events/records/memory_store.hpp"
#include "tests/catch.hpp"
#include "tests/events/records/made_records.hpp"

namespace sluice::records::test::record_writer_test {

using namespace std::chrono_literals;
namespace {

struct kept {
  instant now = noon;
  std::shared_ptr<memory_store> store;

  explicit kept(limits keeps = {})
      : store(std::make_shared<memory_store>(keeps, [this] { return now; })) {}
};

}  // namespace

TEST_CASE("a call is found under its order, whole, and under no other one") {
  kept k;
  record_writer writer(k.store, noon);
  auto whole = call_of(a, noon + 1s);
  whole.refund = refund_no{"R-1"};
  whole.outcome = call_outcome::not_sent;
  whole.cause = "path_open";
  CHECK_FALSE(writer.write({.calls = {whole, call_of(its_namesake, noon)}}, noon + 2s));
  CHECK(calls_of(*k.store, a).calls == std::vector{whole});
  CHECK(calls_of(*k.store, its_namesake).calls.size() == 1);
  CHECK(calls_of(*k.store, {merchant_id{"m1"}, order_no{"A"}}).calls.empty());
}

TEST_CASE("calls of one moment are all kept, in their order") {
  kept k;
  record_writer writer(k.store, noon);
  auto second = call_of(a, noon);
  second.operation = "revoke";
  CHECK_FALSE(writer.write({.calls = {call_of(a, noon), second}}, noon));
  const auto found = calls_of(*k.store, a).calls;
  REQUIRE(found.size() == 2);
  CHECK(found[1].operation == "revoke");
}

TEST_CASE("who ended without notice is missed by the next one, who closed is not") {
  kept k;
  record_writer(k.store, noon);
  record_writer next(k.store, noon + 60s);
  const auto gaps = calls_of(*k.store, a).gaps;
  REQUIRE(gaps.size() == 1);
  CHECK(gaps[0] == record_gap{.from = noon, .to = noon + 60s, .reason = gap_reason::process_ended});
  CHECK_FALSE(next.close(noon + 70s));
  record_writer last(k.store, noon + 90s);
  CHECK(calls_of(*k.store, a).gaps.size() == 1);
}

TEST_CASE("who begins within the same millisecond overwrites nothing") {
  kept k;
  for (int lives = 0; lives < 3; ++lives)
    CHECK_FALSE(
        record_writer(k.store, noon).write({.calls = {call_of(a, noon), call_of(a, noon)}}, noon));
  CHECK(calls_of(*k.store, a).calls.size() == 6);
  CHECK(calls_of(*k.store, a).gaps.size() == 2);
}

TEST_CASE("what is too old goes a segment at a time, and it is known since when calls are kept") {
  kept k({.age = 3600s});
  record_writer writer(k.store, noon);
  CHECK_FALSE(writer.write({.calls = {call_of(a, noon)}}, noon));
  CHECK(kept_since(*k.store) == noon);
  k.now = noon + 600s;
  CHECK_FALSE(writer.begin_segment(k.now));
  CHECK_FALSE(writer.write({.calls = {call_of(a, k.now)}}, k.now));
  k.now = noon + 600s + 3600s;
  CHECK_FALSE(writer.begin_segment(k.now));
  CHECK(calls_of(*k.store, a).calls.size() == 2);  // the oldest segment ended an hour ago, no more
  k.now += 1s;
  CHECK_FALSE(writer.begin_segment(k.now));
  const auto left = calls_of(*k.store, a);
  REQUIRE(left.calls.size() == 1);
  CHECK(left.calls[0].began == noon + 600s);
  CHECK(left.kept_since == noon + 600s);
}

TEST_CASE("what nobody can read, or a newer version wrote, is left out") {
  kept k;
  CHECK_FALSE(k.store->write({{key_at(prefix_of_calls(a), noon, 1), "\xff\xff"}}));
  CHECK_FALSE(k.store->write({{key_at(prefix_of_gaps, noon, 1), "\x20\x63"}}));
  CHECK(calls_of(*k.store, a).calls.empty());
  CHECK(calls_of(*k.store, a).gaps.empty());
}

TEST_CASE("messages lie with the number that they are about, and are read as they were written") {
  kept k;
  record_writer writer(k.store, noon);
  const stored_message m{
      .channel = channel_id{"wechat"},
      .key = channel_key{"KEY-1"},
      .operation = "pay",
      .at = noon,
      .head = "200",
      .fields = {{.name = "code", .value = "SUCCESS"},
                 {.name = "openid", .length = 9, .keyed_hash = "hash"}}};
  CHECK_FALSE(writer.write({.messages = {m}}, noon));
  auto found = messages_of(*k.store, m.channel, m.key).all;
  REQUIRE(found.size() == 1);
  found[0].key = m.key;
  CHECK(found[0] == m);
  CHECK(messages_of(*k.store, m.channel, channel_key{"KEY-10"}).all.empty());
}

}  // namespace sluice::records::test::record_writer_test
