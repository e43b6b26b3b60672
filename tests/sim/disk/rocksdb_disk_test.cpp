// The real log on files that forget: what was acknowledged is there after a crash, a failed write
// is there whole or not at all.

#include "sim/disk/rocksdb_disk.hpp"

#include <set>

#include "store/data_folder.hpp"
#include "store/head_file.hpp"
#include "tests/sim/disk/disk_fixture.hpp"

namespace sluice::test::rocksdb_disk_test {
using namespace sluice::sim;
using namespace sluice::store;

namespace {

sequence position_in_head(const rocksdb_disk& disk) {
  const auto read = read_head_file(folder_layout{disk.folder()}.head(), 0);
  REQUIRE(std::holds_alternative<std::optional<found_head>>(read));
  return std::get<std::optional<found_head>>(read).value().acknowledged.position;
}

/// All bytes survive; HEAD's last write of 64 bytes loses all but the first `kept`.
draw head_keeps(std::uint64_t kept) {
  return [kept](std::uint64_t bound) { return bound == 64 ? kept : std::uint64_t{1}; };
}

}  // namespace

TEST_CASE("what was appended survives a crash, with the exact head") {
  const auto survives = GENERATE(nothing_survives, everything_survives);
  rocksdb_disk disk(always(survives));
  auto log = log_of(disk);
  append_many(*log, 20);
  append_one(*log, to_stream("s/7", 1, {"second", "third"}, false));
  const auto before = log->current_head();
  log.reset();

  for (int crash = 0; crash < 4; ++crash) {
    disk.crash();
    log = log_of(disk);
    CHECK(log->current_head().position == 22);
    CHECK(log->current_head().chain == before.chain);
    CHECK(everything(*log).size() == 22);
    CHECK(payloads_of(stream_of(*log, "s/7")) ==
          std::vector<std::string>{"payload 7", "second", "third"});
    CHECK(open_names(*log).size() == 19);
  }
  CHECK(append_one(*log, to_stream("s/7", 3, {"after"})).first == 23);
}

TEST_CASE("what was not synced is gone") {
  rocksdb_disk disk(always(nothing_survives));
  auto log = log_of(disk);
  log->save_bookmark("publisher", {1});
  append_many(*log, 3);  // syncs what was written before it
  log->save_bookmark("publisher", {3});
  disk.crash();
  CHECK(log_of(disk)->bookmark_of("publisher")->position == 1);
}

TEST_CASE("what was not synced can have been written all the same") {
  rocksdb_disk disk(always(everything_survives));
  auto log = log_of(disk);
  append_many(*log, 3);
  log->save_bookmark("publisher", {3});
  disk.crash();
  CHECK(log_of(disk)->bookmark_of("publisher")->position == 3);
}

TEST_CASE("a torn end is cut off") {
  std::set<sequence> cursors;
  for (const std::uint64_t kept : {1, 7, 20, 40, 60}) {
    rocksdb_disk disk([kept](std::uint64_t bound) {
      return bound == 3 ? std::uint64_t{2} : std::min(kept, bound - 1);
    });
    auto log = log_of(disk);
    append_many(*log, 2);
    log->save_bookmark("publisher", {2});
    disk.crash();
    log = log_of(disk);
    CHECK(everything(*log).size() == 2);
    const auto mark = log->bookmark_of("publisher");
    cursors.insert(mark ? mark->position : 0);
    append_one(*log, to_stream("s/1", 1, {"after"}));
  }
  CHECK(cursors == std::set<sequence>{0, 2});  // whole or not at all, and both were seen
}

TEST_CASE("HEAD may have lost its last write") {
  rocksdb_disk disk(head_keeps(0));
  auto log = log_of(disk);
  append_many(*log, 5);
  log->save_bookmark("publisher", {5});
  CHECK(position_in_head(disk) == 5);
  disk.crash();
  CHECK(position_in_head(disk) == 4);
  CHECK(log_of(disk)->current_head().position == 5);
  disk.crash();
  CHECK(log_of(disk)->current_head().position == 5);
}

TEST_CASE("HEAD's last write may be torn") {
  for (const std::uint64_t kept : {1, 8, 9, 16, 40, 60, 63}) {
    rocksdb_disk disk(head_keeps(kept));
    auto log = log_of(disk);
    append_many(*log, 2);
    disk.crash();
    CHECK(position_in_head(disk) == 1);  // the other slot's, for this one is not sound
    CHECK(log_of(disk)->current_head().position == 2);
  }
}

TEST_CASE("a failed write is told as such, and is there whole or not at all") {
  const auto how = GENERATE(failure::lost, failure::kept, failure::full);
  const auto survives = GENERATE(0, 1, 40);
  const auto of_sync = GENERATE(false, true);
  CAPTURE(how, survives, of_sync);
  rocksdb_disk disk(always(static_cast<std::uint64_t>(survives)));
  auto log = log_of(disk);
  append_many(*log, 3);
  if (of_sync) {
    disk.files().fail_next_sync(how);
  } else {
    disk.files().fail_next_append(how);
  }
  CHECK(says(why_append_fails(*log, to_stream("doubtful", 0, {"1", "2"})), "the simulated disk"));
  CHECK(says(why_append_fails(*log, to_stream("s/1", 1, {"x"})), "the simulated disk"));
  CHECK(log->current_head().position == 3);

  disk.crash();
  log = log_of(disk);
  const auto count = everything(*log).size();
  const bool is_there = log->head_of("doubtful").has_value();
  CHECK(count == (is_there ? 5 : 3));
  if (how == failure::kept && of_sync) CHECK(is_there);
  if (how == failure::lost) CHECK_FALSE(is_there);
  append_one(*log, to_stream("doubtful", is_there ? 2 : 0, {"after"}));
  CHECK(everything(*log).size() == count + 1);
}

TEST_CASE("the power may fail at any moment of an opening") {
  const auto chance = seeded(5);
  bool failed_to_open = true;
  for (std::uint64_t moment = 0; failed_to_open; moment += 2) {
    CAPTURE(moment);
    rocksdb_disk disk(chance);
    disk.files().stop_after(moment);
    failed_to_open = std::holds_alternative<std::string>(disk.open());
    CHECK(disk.files().stopped() == failed_to_open);
    disk.crash();
    append_many(*log_of(disk), 3);
    disk.crash();
    disk.files().stop_after(moment);
    failed_to_open = std::holds_alternative<std::string>(disk.open()) || failed_to_open;
    disk.crash();
    CHECK(everything(*log_of(disk)).size() == 3);
  }
}

TEST_CASE("memory is flushed between the writes, by whoever writes") {
  rocksdb_disk disk(seeded(1));
  auto log = log_of(disk);
  append_many(*log, 1);
  const std::string follower(4096, 'f');
  for (sequence i = 1; i <= 2000; ++i) log->save_bookmark(follower + std::to_string(i % 7), {i});
  CHECK_FALSE(disk.files().children((disk.folder() / "db").string()).empty());
  append_one(*log, to_stream("s/1", 1, {"last"}));
  disk.crash();
  log = log_of(disk);
  CHECK(everything(*log).size() == 2);
  CHECK(log->bookmark_of(follower + std::to_string(2000 % 7))->position == 2000);
}

TEST_CASE("who still holds the log of a dead process does not disturb the next one") {
  rocksdb_disk disk(always(nothing_survives));
  const auto old = log_of(disk);
  append_many(*old, 2);
  disk.crash();
  const auto log = log_of(disk);
  CHECK(says(why_append_fails(*old, to_stream("s/1", 1, {"x"})), "is dead"));
  append_one(*log, to_stream("s/1", 1, {"x"}));
  CHECK(everything(*log).size() == 3);
}

TEST_CASE("a log that was closed in good order can be opened without a crash") {
  rocksdb_disk disk(always(nothing_survives));
  const auto log = log_of(disk);
  append_many(*log, 2);
  log->close();
  CHECK(everything(*log_of(disk)).size() == 2);
}

TEST_CASE("the folder goes away with the disk") {
  std::filesystem::path folder;
  std::shared_ptr<event_log> log;
  {
    rocksdb_disk disk(always(nothing_survives));
    log = log_of(disk);
    folder = disk.folder();
    CHECK(std::filesystem::exists(folder / "LOCK"));
  }
  CHECK_FALSE(std::filesystem::exists(folder));
  CHECK(says(why_append_fails(*log, to_stream("s/1", 0, {"x"})), "is dead"));
}

}  // namespace sluice::test::rocksdb_disk_test
