// A log's files at one moment, taken while it is written.

#include "store/log_snapshot.hpp"

#include <atomic>
#include <fstream>
#include <thread>

#include "tests/store/store_fixture.hpp"

using namespace sluice::store;

namespace {

log_snapshot taken(const std::filesystem::path& data) {
  auto result = log_snapshot::take(data, 0);
  if (const auto* no = std::get_if<open_error>(&result)) FAIL(no->message);
  return std::get<log_snapshot>(std::move(result));
}

}  // namespace

TEST_CASE("a snapshot beside the writer holds all that was acknowledged before, and goes away") {
  const scratch_folder scratch;
  const auto live = scratch / "live";
  const auto log = opened({.folder = live, .create = true});
  append_many(*log, 3);
  std::ofstream(live / "NUMBER_KEY") << "key";
  std::ofstream(live / "LOCK.txt") << "not the log's";
  std::filesystem::path where;
  {
    const auto snapshot = taken(live);
    where = snapshot.folder();
    append_one(*log, to_stream("later", 0, {"not in it"}));
    CHECK(snapshot.holds().last == 3);
    CHECK(snapshot.holds().first == 1);
    const auto& files = snapshot.holds().files;
    CHECK(std::find(files.begin(), files.end(), "NUMBER_KEY") != files.end());
    CHECK(std::find(files.begin(), files.end(), "HEAD") != files.end());
    CHECK(std::find(files.begin(), files.end(), "LOCK.txt") == files.end());
    CHECK(everything(*opened({.folder = where, .read_only = true})).size() == 3);
  }
  CHECK_FALSE(std::filesystem::exists(where));
  CHECK(taken(live).holds().last == 4);
}

TEST_CASE("snapshots that are taken while much is written are whole, each further than the last") {
  const scratch_folder scratch;
  const auto live = scratch / "live";
  const auto log = opened({.folder = live, .create = true});
  append_many(*log, 1);
  std::atomic<bool> is_over = false;
  std::thread writer([&] {
    const std::string much(100'000, 'x');
    for (int n = 0; !is_over; ++n)
      append_all(*log, {to_stream("w/" + std::to_string(n), 0, {much, much})});
  });
  sequence last = 0;
  for (int n = 0; n < 10; ++n) {
    const auto acknowledged = log->current_head().position;
    const auto snapshot = taken(live);
    CHECK(snapshot.holds().last >= acknowledged);
    CHECK(snapshot.holds().last >= last);
    last = snapshot.holds().last;
    const auto copy = opened({.folder = snapshot.folder(), .read_only = true});
    CHECK(everything(*copy).size() == last);
  }
  is_over = true;
  writer.join();
}

TEST_CASE("where there is no log there is no snapshot") {
  const scratch_folder scratch;
  const auto none = log_snapshot::take(scratch / "nothing", 0);
  CHECK(std::get<open_error>(none).kind == open_problem::missing);
}
