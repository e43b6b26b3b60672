#include "actors/desk/command_ids.hpp"
#include "audit/verify.hpp"
#include "bench/load/disk_use.hpp"
#include "bench/load/history.hpp"
#include "events/codec.hpp"
#include "events/stream_name.hpp"
#include "store/key_layout.hpp"
#include "store/memory_event_log.hpp"
#include "tests/app/run_program.hpp"
#include "tests/catch.hpp"

namespace sluice::test::written_history_test {
using namespace sluice::bench;
using sluice::test::temporary_folder;

namespace {

std::vector<store::record> stream_of(const store::event_log& log, std::uint64_t number) {
  const auto id = order_id{bench_merchant(), order_number(id_kind::rising, number)};
  return std::get<std::vector<store::record>>(log.read_stream(order_stream(id)));
}

std::uint64_t open_streams(const store::event_log& log) {
  std::uint64_t count = 0;
  log.open_streams([&](std::string_view) { return ++count > 0; });
  return count;
}

}  // namespace

TEST_CASE("a history breaks no rule, and leaves as many orders open as asked") {
  store::memory_event_log log;
  const history what{.first = 5, .orders = 1000, .open = 30};
  REQUIRE(write_history(log, what) == std::nullopt);
  const auto audited = verify(log);
  CHECK(audited.problems_found == 0);
  CHECK(audited.orders == 1000);
  CHECK(audited.events == 4 * 970 + 2 * 30);
  CHECK(audited.orders_by_state.at("paid") == 970);
  CHECK(open_streams(log) == 30);
  const auto open = open_numbers(what);
  CHECK(open.size() == 30);
  for (const auto number : open) CHECK(stream_of(log, number).size() == 2);
}

TEST_CASE("a history holds what the engine writes for the same order") {
  const temporary_folder folder;
  const auto log = std::get<log_ptr>(open_log(folder.path() / "log"));
  REQUIRE(write_history(*log, {.first = 0, .orders = 1}) == std::nullopt);
  const auto target = start_engine(log);
  direct_load one{*target, id_kind::rising, 1, 1};
  one.run().run_closed(1);
  const auto made = stream_of(*log, 0);
  const auto real = stream_of(*log, 1);
  REQUIRE(made.size() == real.size());
  for (std::size_t i = 0; i < made.size(); ++i) {
    CAPTURE(i);
    CHECK(made[i].type == real[i].type);
    CHECK(made[i].schema_version == real[i].schema_version);
    CHECK(made[i].payload.size() == real[i].payload.size());
    const auto cause_of = [](const store::record& r) {
      return std::get<decoded>(decode(r)).why.command_id.empty();
    };
    CHECK(cause_of(made[i]) == cause_of(real[i]));
  }
  for (const std::uint64_t number : {0, 1})
    CHECK(log->find_entry(store::entry_kind::command,
                          index_key({bench_merchant(), command_number(id_kind::rising, number)}))
              .has_value());
}

TEST_CASE("an order that is in the log already is told") {
  store::memory_event_log log;
  REQUIRE(write_history(log, {.orders = 3}) == std::nullopt);
  CHECK(write_history(log, {.first = 2, .orders = 3}).has_value());
}

TEST_CASE("a copy of a log is a log of its own") {
  const temporary_folder folder;
  const auto first = folder.path() / "first";
  const auto second = folder.path() / "second";
  REQUIRE(write_log(first, {.orders = 100}) == std::nullopt);
  copy_log(first, second);
  {
    const auto log = std::get<log_ptr>(open_log(second));
    REQUIRE(write_history(*log, {.first = 100, .orders = 100}) == std::nullopt);
    log->close();
  }
  CHECK(std::get<log_ptr>(open_log(first))->current_head().position == 400);
  CHECK(std::get<log_ptr>(open_log(second))->current_head().position == 800);
}

TEST_CASE("a compacted log still holds its records") {
  const temporary_folder folder;
  const auto place = folder.path() / "log";
  REQUIRE(write_log(place, {.orders = 2000}) == std::nullopt);
  const auto as_closed = bytes_in(place);
  const auto compacted = std::get<std::uint64_t>(compacted_bytes(place));
  CHECK(compacted < as_closed);
  CHECK(verify(*std::get<log_ptr>(open_log(place))).problems_found == 0);
}

}  // namespace sluice::test::written_history_test
