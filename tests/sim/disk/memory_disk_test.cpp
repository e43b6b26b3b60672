// The disk that forgets nothing, and what is left in the hands of those who die.

#include "sim/disk/memory_disk.hpp"

#include "tests/sim/disk/disk_fixture.hpp"

namespace sluice::test::memory_disk_test {
using namespace sluice::sim;
using namespace sluice::store;

TEST_CASE("a memory disk keeps everything over a crash") {
  memory_disk disk;
  {
    const auto log = log_of(disk);
    append_many(*log, 3);
    log->save_bookmark("publisher", {2});
  }
  disk.crash();
  const auto log = log_of(disk);
  CHECK(everything(*log).size() == 3);
  CHECK(log->bookmark_of("publisher")->position == 2);
  CHECK(append_one(*log, to_stream("s/1", 1, {"after"})).first == 4);
}

TEST_CASE("a log can be opened again after it was closed") {
  memory_disk disk;
  const auto first = log_of(disk);
  append_many(*first, 1);
  first->close();
  CHECK(everything(*log_of(disk)).size() == 1);
}

TEST_CASE("who holds the log of a dead process can neither write nor read it") {
  memory_disk disk;
  const auto old = log_of(disk);
  append_many(*old, 2);
  disk.crash();
  const auto log = log_of(disk);

  CHECK(says(why_append_fails(*old, to_stream("s/1", 1, {"x"})), "is dead"));
  old->save_bookmark("publisher", {2});
  CHECK(old->read_all(1, [](const record&) { return true; }).has_value());
  CHECK(std::holds_alternative<damage>(old->read_stream("s/1")));
  CHECK_FALSE(old->head_of("s/1").has_value());
  CHECK(old->current_head().position == 0);
  CHECK(open_names(*old).empty());
  CHECK(everything(*log).size() == 2);
  CHECK_FALSE(log->bookmark_of("publisher"));
}

}  // namespace sluice::test::memory_disk_test
