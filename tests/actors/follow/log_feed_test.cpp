#include "actors/follow/log_feed.hpp"

#include "store/memory_event_log.hpp"
#include "tests/catch.hpp"

using namespace sluice;

namespace {

store::append_request of_two(const std::string& stream, store::stream_sequence expected) {
  return {.stream = stream,
          .expected = expected,
          .records = {{.type = 11, .time_ms = 1, .payload = "a" + stream},
                      {.type = 12,
                       .schema_version = 3,
                       .time_ms = 2,
                       .has_sealed_part = true,
                       .payload = "b" + stream}},
          .open_after = false};
}

/// Into the log, and as the log writer hands it on.
void write(store::memory_event_log& log, log_feed& feed,
           std::vector<store::append_request> requests) {
  const auto results = std::get<std::vector<store::append_result>>(log.append(requests));
  feed.put(std::move(requests), results);
}

store::record as_in_log(const store::memory_event_log& log, store::sequence at) {
  store::record found;
  CHECK_FALSE(log.read_all(at, [&](const store::record& r) {
    found = r;
    return false;
  }));
  return found;
}

}  // namespace

TEST_CASE("a fresh record is what the log has, but for the chain and the record before") {
  store::memory_event_log log(3, 7);
  log_feed feed({3, 7}, 0);
  write(log, feed, {of_two("order/m1/A", 0)});
  // Refused, an entry alone, and one more: only what was written has a number.
  write(log, feed,
        {of_two("order/m1/A", 9),
         {.stream = "order/m1/A", .expected = 2, .entries = {{'c', "id", "x"}}},
         of_two("order/m1/B", 0),
         of_two("order/m1/A", 2)});
  REQUIRE(feed.head() == log.current_head().position);
  for (store::sequence at = 1; at <= feed.head(); ++at) {
    const auto batch = feed.find(at);
    REQUIRE(batch);
    auto expected = as_in_log(log, at);
    const auto& fresh = batch->at(at).record();
    CHECK(batch->type_at(at) == expected.type);
    CHECK(fresh.position == at);
    CHECK(fresh.partition == expected.partition);
    CHECK(fresh.epoch == expected.epoch);
    CHECK(fresh.closes_stream == expected.closes_stream);
    CHECK(fresh.stream == expected.stream);
    CHECK(fresh.stream_position == expected.stream_position);
    CHECK(fresh.type == expected.type);
    CHECK(fresh.schema_version == expected.schema_version);
    CHECK(fresh.time_ms == expected.time_ms);
    CHECK(fresh.has_sealed_part == expected.has_sealed_part);
    CHECK(fresh.payload == expected.payload);
  }
  CHECK_FALSE(feed.find(feed.head() + 1));
}

TEST_CASE("what all share is made once") {
  store::memory_event_log log;
  log_feed feed({}, 0);
  write(log, feed, {of_two("order/m1/A", 0)});
  CHECK(&feed.find(1)->at(2) == &feed.find(2)->at(2));
  CHECK(&feed.find(1)->at(2).content() == &feed.find(2)->at(2).content());
}

TEST_CASE("a bounded number of records is kept; who holds a batch may finish it") {
  store::memory_event_log log;
  log_feed feed({}, 0);
  write(log, feed, {of_two("order/m1/first", 0)});
  const auto first = feed.find(1);
  for (int i = 0; i < 5000; ++i) write(log, feed, {of_two("order/m1/" + std::to_string(i), 0)});
  CHECK_FALSE(feed.find(1));
  CHECK_FALSE(feed.find(feed.head() - 4096));
  CHECK(feed.find(feed.head() - 4000));
  CHECK(first->at(2).record().payload == "border/m1/first");
}

TEST_CASE("nothing is found before the first batch, nor where only refusals were written") {
  log_feed feed({}, 40);
  CHECK(feed.head() == 40);
  CHECK_FALSE(feed.find(40));
  feed.put({of_two("order/m1/A", 9)}, {store::wrong_position{9, 0}});
  CHECK(feed.head() == 40);
}
