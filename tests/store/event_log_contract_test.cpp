// The contract of store/event_log.hpp, run on every implementation.

#include <thread>

#include "store/chain.hpp"
#include "store/key_layout.hpp"
#include "tests/store/store_fixture.hpp"

using namespace sluice::store;

#define ON_BOTH_LOGS(name) TEMPLATE_TEST_CASE(name, "[contract]", in_memory, on_disk)

ON_BOTH_LOGS("a new log is empty and its head is the partition's start") {
  TestType world;
  CHECK(world.log().current_head().position == 0);
  CHECK(world.log().current_head().chain == chain_start(0));
  CHECK(everything(world.log()).empty());
  CHECK(open_names(world.log()).empty());
  CHECK_FALSE(world.log().bookmark_of("publisher"));
  CHECK(world.log().free_bytes() > 0);
}

ON_BOTH_LOGS("a stream that does not exist has no head and no records") {
  TestType world;
  CHECK_FALSE(world.log().head_of("order/m1/none").has_value());
  CHECK(stream_of(world.log(), "order/m1/none").empty());
}

ON_BOTH_LOGS("a record comes back as it was appended") {
  TestType world;
  append_request request{.stream = "order/m1/A-1"};
  request.records.push_back(
      {.type = 7,
       .schema_version = 3,
       .time_ms = -5,
       .has_sealed_part = true,
       .payload = std::string("a\0b", 3)});
  const auto done = append_one(world.log(), request);
  CHECK(done.first == 1);
  CHECK(done.last == 1);

  const auto records = everything(world.log());
  REQUIRE(records.size() == 1);
  const auto& r = records[0];
  CHECK(r.position == 1);
  CHECK(r.partition == 0);
  CHECK(r.epoch == 1);
  CHECK(r.stream == "order/m1/A-1");
  CHECK(r.stream_position == 1);
  CHECK(r.previous_in_stream == 0);
  CHECK(r.type == 7);
  CHECK(r.schema_version == 3);
  CHECK(r.time_ms == -5);
  CHECK(r.has_sealed_part);
  CHECK(r.payload == std::string("a\0b", 3));
  CHECK(r.chain == world.log().current_head().chain);
}

ON_BOTH_LOGS("sequences are global and without gaps over streams and appends") {
  TestType world;
  append_all(world.log(), {to_stream("a", 0, {"a1", "a2"}), to_stream("b", 0, {"b1"})});
  append_all(world.log(), {to_stream("b", 1, {"b2"}), to_stream("a", 2, {"a3"})});
  const auto records = everything(world.log());
  CHECK(payloads_of(records) == std::vector<std::string>{"a1", "a2", "b1", "b2", "a3"});
  for (std::size_t i = 0; i < records.size(); ++i) CHECK(records[i].position == i + 1);
  CHECK(records[4].previous_in_stream == 2);
  CHECK(records[4].stream_position == 3);
  CHECK(world.log().current_head().position == 5);
}

ON_BOTH_LOGS("a stream is read from first to last") {
  TestType world;
  append_one(world.log(), to_stream("a", 0, {"1", "2"}));
  append_one(world.log(), to_stream("b", 0, {"other"}));
  append_one(world.log(), to_stream("a", 2, {"3"}));
  CHECK(payloads_of(stream_of(world.log(), "a")) == std::vector<std::string>{"1", "2", "3"});
  CHECK(payloads_of(stream_of(world.log(), "b")) == std::vector<std::string>{"other"});
}

ON_BOTH_LOGS("two requests for one stream in one append follow each other") {
  TestType world;
  const auto results = append_all(
      world.log(),
      {to_stream("a", 0, {"1"}), to_stream("a", 1, {"2"}, false), to_stream("a", 2, {"3"})});
  for (const auto& result : results) CHECK(std::holds_alternative<committed>(result));
  CHECK(payloads_of(stream_of(world.log(), "a")) == std::vector<std::string>{"1", "2", "3"});
  CHECK(open_names(world.log()) == std::vector<std::string>{"a"});
}

ON_BOTH_LOGS("a stream that was closed in an append goes on in the same one") {
  TestType world;
  append_one(world.log(), to_stream("a", 0, {"1"}));
  append_all(world.log(), {to_stream("a", 1, {"2"}, false), to_stream("a", 2, {"3"}, false)});
  append_one(world.log(), to_stream("a", 3, {"4"}, false));
  CHECK(payloads_of(stream_of(world.log(), "a")) == std::vector<std::string>{"1", "2", "3", "4"});
  CHECK(open_names(world.log()).empty());
}

ON_BOTH_LOGS("a wrong position refuses that request alone and leaves nothing of it") {
  TestType world;
  append_one(world.log(), to_stream("a", 0, {"a1"}));
  auto stale = to_stream("a", 0, {"lost"});
  stale.entries.push_back({entry_kind::command, "c1", "a"});
  const auto results =
      append_all(world.log(), {to_stream("b", 0, {"b1"}), stale, to_stream("c", 0, {"c1"})});
  CHECK(std::get<committed>(results[0]).first == 2);
  CHECK(std::get<wrong_position>(results[1]).expected == 0);
  CHECK(std::get<wrong_position>(results[1]).actual == 1);
  CHECK(std::get<committed>(results[2]).first == 3);
  CHECK(payloads_of(everything(world.log())) == std::vector<std::string>{"a1", "b1", "c1"});
  CHECK_FALSE(world.log().find_entry(entry_kind::command, "c1").has_value());
}

ON_BOTH_LOGS("a position beyond the end of a stream is wrong too") {
  TestType world;
  const auto results = append_all(world.log(), {to_stream("a", 4, {"x"})});
  CHECK(std::get<wrong_position>(results[0]).actual == 0);
  CHECK(world.log().current_head().position == 0);
}

ON_BOTH_LOGS("an append that is refused as a whole writes nothing and the log goes on") {
  TestType world;
  append_all(world.log(), {to_stream("a", 9, {"x"}), to_stream("b", 9, {"x"})});
  CHECK(append_all(world.log(), {}).empty());
  CHECK(append_one(world.log(), to_stream("a", 0, {"1"})).first == 1);
}

ON_BOTH_LOGS("a head says where a stream ends and whether it is open") {
  TestType world;
  append_one(world.log(), to_stream("other", 0, {"x"}));
  append_one(world.log(), to_stream("a", 0, {"1", "2"}));
  auto head = world.log().head_of("a");
  REQUIRE(head.has_value());
  CHECK(head->last == 3);
  CHECK(head->position == 2);
  CHECK(head->open);
  append_one(world.log(), to_stream("a", 2, {"3"}, false));
  head = world.log().head_of("a");
  REQUIRE(head.has_value());
  CHECK(head->last == 4);
  CHECK(head->position == 3);
  CHECK_FALSE(head->open);
}

ON_BOTH_LOGS("open streams come oldest first and leave when they are closed") {
  TestType world;
  append_one(world.log(), to_stream("z", 0, {"1"}));
  append_one(world.log(), to_stream("a", 0, {"1"}));
  append_one(world.log(), to_stream("never", 0, {"1"}, false));
  append_one(world.log(), to_stream("z", 1, {"2"}));
  CHECK(open_names(world.log()) == std::vector<std::string>{"z", "a"});
  append_one(world.log(), to_stream("z", 2, {"3"}, false));
  CHECK(open_names(world.log()) == std::vector<std::string>{"a"});
  append_one(world.log(), to_stream("z", 3, {"4"}));
  CHECK(open_names(world.log()) == std::vector<std::string>{"a", "z"});
}

ON_BOTH_LOGS("a visitor of open streams may stop and may ask the log") {
  TestType world;
  append_one(world.log(), to_stream("a", 0, {"1"}));
  append_one(world.log(), to_stream("b", 0, {"1"}));
  int seen = 0;
  world.log().open_streams([&](std::string_view stream) {
    CHECK(world.log().head_of(stream).has_value());
    ++seen;
    return false;
  });
  CHECK(seen == 1);
}

ON_BOTH_LOGS("an entry is found under its kind and key and the last one counts") {
  TestType world;
  auto request = to_stream("a", 0, {"1"});
  request.entries = {{entry_kind::channel_key, "k-1", "a"}, {entry_kind::command, "k-1", "other"}};
  append_one(world.log(), request);
  CHECK(world.log().find_entry(entry_kind::channel_key, "k-1") == "a");
  CHECK(world.log().find_entry(entry_kind::command, "k-1") == "other");
  CHECK_FALSE(world.log().find_entry(entry_kind::command, "k-2").has_value());
  auto again = to_stream("a", 1, {"2"});
  again.entries = {{entry_kind::command, "k-1", "new"}};
  append_one(world.log(), again);
  CHECK(world.log().find_entry(entry_kind::command, "k-1") == "new");
}

ON_BOTH_LOGS("a request without records writes its entries and moves nothing") {
  TestType world;
  append_one(world.log(), to_stream("a", 0, {"1"}));
  append_request request{.stream = "a", .expected = 1, .open_after = false};
  request.entries = {{entry_kind::command, "c", "a"}};
  const auto done = append_one(world.log(), request);
  CHECK(done.first == 0);
  CHECK(done.last == 0);
  CHECK(world.log().find_entry(entry_kind::command, "c") == "a");
  CHECK(world.log().head_of("a")->open);
  CHECK(world.log().current_head().position == 1);
}

ON_BOTH_LOGS("read_all starts where it is told and stops when it is told") {
  TestType world;
  append_many(world.log(), 10);
  CHECK(everything(world.log(), 8).size() == 3);
  CHECK(everything(world.log(), 0).size() == 10);
  CHECK(everything(world.log(), 11).empty());
  CHECK(everything(world.log(), 1'000).empty());
  std::vector<sequence> seen;
  CHECK_FALSE(world.log().read_all(4, [&](const record& r) {
    seen.push_back(r.position);
    return seen.size() < 2;
  }));
  CHECK(seen == std::vector<sequence>{4, 5});
}

ON_BOTH_LOGS("a visitor of records may append and does not see what it appended") {
  TestType world;
  append_many(world.log(), 3);
  int seen = 0;
  CHECK_FALSE(world.log().read_all(1, [&](const record& r) {
    append_one(world.log(), to_stream("new/" + std::to_string(r.position), 0, {"x"}));
    ++seen;
    return true;
  }));
  CHECK(seen == 3);
  CHECK(world.log().current_head().position == 6);
}

ON_BOTH_LOGS("a follower's bookmark is what was saved last for it, its state included") {
  TestType world;
  world.log().save_bookmark("publisher", {17});
  world.log().save_bookmark("ledger", {3, 7, std::string("12 \n\0balance", 12)});
  world.log().save_bookmark("publisher", {18});
  CHECK(world.log().bookmark_of("publisher") == bookmark{18});
  CHECK(world.log().bookmark_of("ledger") == bookmark{3, 7, std::string("12 \n\0balance", 12)});
}

ON_BOTH_LOGS("a payload may be empty or large") {
  TestType world;
  const std::string large(3 << 20, 'x');
  append_one(world.log(), to_stream("a", 0, {"", large, ""}));
  append_one(world.log(), to_stream("b", 0, {"small"}));
  CHECK(payloads_of(everything(world.log())) == std::vector<std::string>{"", large, "", "small"});
}

ON_BOTH_LOGS("what the format cannot hold is a failed write and the last one") {
  TestType world;
  append_one(world.log(), to_stream("a", 0, {"1"}));
  CHECK(says(why_append_fails(world.log(), to_stream("", 0, {"x"})), "1 to 65535 bytes"));
  why_append_fails(world.log(), to_stream("b", 0, {"x"}));
  CHECK(everything(world.log()).size() == 1);
}

ON_BOTH_LOGS("a stream name that is too long is a failed write") {
  TestType world;
  CHECK(says(why_append_fails(world.log(), to_stream(std::string(65536, 'x'), 0, {"x"})), "65536"));
}

ON_BOTH_LOGS("after close every append fails") {
  TestType world;
  append_one(world.log(), to_stream("a", 0, {"1"}));
  world.log().close();
  CHECK(says(why_append_fails(world.log(), to_stream("b", 0, {"x"})), "closed"));
}

ON_BOTH_LOGS("a flipped bit in any byte of a record is found by both ways of reading") {
  // Stream "a" has records 1 and 3; one byte of every field, and of the hash, of record 3.
  const std::string name = "a";
  const auto byte = GENERATE(
      as<std::size_t>{}, 0, 1, 2, 4, 8, 16, 24, 32, 36, 38, 40, 42, 44, 48, 49, 50, 51, 60, 82);
  TestType world;
  append_one(world.log(), to_stream(name, 0, {"x1"}));
  append_one(world.log(), to_stream("b", 0, {"x2"}));
  append_one(world.log(), to_stream(name, 1, {"x3"}));
  append_one(world.log(), to_stream("b", 1, {"x4"}));
  append_one(world.log(), to_stream("c", 0, {"x5"}));
  append_one(world.log(), to_stream("c", 1, {"x6"}));
  world.flip(3, byte);

  CAPTURE(byte);
  sequence seen = 0;
  const auto problem = world.log().read_all(1, [&](const record& r) {
    seen = r.position;
    return true;
  });
  REQUIRE(problem.has_value());
  CHECK(problem->at == 3);
  CHECK(seen == 2);
  const auto stream = world.log().read_stream(name);
  REQUIRE(std::holds_alternative<damage>(stream));
  CHECK(std::get<damage>(stream).at == 3);
}

ON_BOTH_LOGS("a flipped bit in the first record is found") {
  TestType world;
  append_many(world.log(), 3);
  world.flip(1, 50);
  const auto problem = world.log().read_all(1, [](const record&) { return true; });
  REQUIRE(problem.has_value());
  CHECK(problem->at == 1);
  const auto stream = world.log().read_stream("s/1");
  REQUIRE(std::holds_alternative<damage>(stream));
  CHECK(std::get<damage>(stream).at == 1);
}

ON_BOTH_LOGS("a stream names the record before it when that one's hash is wrong") {
  TestType world;
  append_many(world.log(), 4);
  world.flip(2, 48 + 3 + 9 + 5);  // in the hash of record 2; "s/2" is 3 bytes, "payload 2" is 9
  const auto stream = world.log().read_stream("s/3");
  REQUIRE(std::holds_alternative<damage>(stream));
  CHECK(std::get<damage>(stream).at == 2);
}

ON_BOTH_LOGS("readers see whole appends while a writer appends") {
  TestType world;
  auto& log = world.log();
  constexpr sequence batches = 100;
  std::thread writer([&] {
    for (sequence i = 0; i < batches; ++i) {
      const std::vector<append_request> two{to_stream("a", static_cast<stream_sequence>(i), {"x"}),
                                            to_stream("b", static_cast<stream_sequence>(i), {"y"})};
      if (!std::holds_alternative<std::vector<append_result>>(log.append(two))) return;
    }
  });
  sequence end = 0;
  bool sound = true;
  while (end < 2 * batches && sound) {
    end = log.current_head().position;
    sequence seen = 0;
    sound = !log.read_all(1, [&](const record& r) {
      seen = r.position;
      return true;
    });
    sound = sound && seen >= end && seen % 2 == 0;
    sound = sound && std::holds_alternative<std::vector<record>>(log.read_stream("a"));
    sound = sound && log.head_of("a").value_or(stream_head{}).position >= end / 2;
  }
  writer.join();
  CHECK(sound);
  CHECK(end == 2 * batches);
}

TEST_CASE("both logs store the same chain for the same appends") {
  in_memory memory;
  on_disk disk;
  for (auto* log : {&memory.log(), &disk.log()}) {
    append_one(*log, to_stream("a", 0, {"1", "2"}));
    append_all(*log, {to_stream("b", 0, {"3"}), to_stream("a", 2, {"4"}, false)});
  }
  CHECK(memory.log().current_head().chain == disk.log().current_head().chain);
}
