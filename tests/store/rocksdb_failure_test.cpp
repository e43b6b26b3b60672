// A write that fails has an unknown outcome, and an index that cannot be read has none: nothing is
// written any more, and the next start decides.

#include "store/rocksdb_options.hpp"
#include "tests/store/failing_file_system.hpp"
#include "tests/store/raw_database.hpp"
#include "tests/store/store_fixture.hpp"

using namespace sluice::store;

namespace {

class failing_world {
 public:
  failing_world() {
    open();
    append_many(*log_, 3);
  }

  [[nodiscard]] event_log& log() { return *log_; }
  [[nodiscard]] disk_faults& faults() { return *faults_; }
  void heal() { *faults_ = {}; }
  /// From the write-ahead log, and out of every cache.
  void move_into_tables() {
    log_.reset();
    {
      const auto database = raw_database(folder_.path());
      for (auto* family : {database->events(), database->streams(), database->entries()})
        REQUIRE((*database)->Flush({}, family).ok());
    }
    open();
  }

  /// As after a restart on the disk as it is; `options` need no folder.
  [[nodiscard]] auto try_to_open(open_options options) {
    log_.reset();
    options.folder = folder_.path();
    return open_rocksdb_event_log(options, env_.get());
  }

  /// On a sound disk, as after a restart.
  [[nodiscard]] std::unique_ptr<event_log> opened_again() {
    heal();
    log_.reset();
    return opened({.folder = folder_.path()});
  }

 private:
  void open() {
    auto result = open_rocksdb_event_log(
        {.folder = folder_.path(), .create = true, .most_unindexed = 0}, env_.get());
    REQUIRE(std::holds_alternative<std::unique_ptr<event_log>>(result));
    log_ = std::get<std::unique_ptr<event_log>>(std::move(result));
  }

  scratch_folder folder_;
  std::shared_ptr<disk_faults> faults_ = std::make_shared<disk_faults>();
  std::unique_ptr<rocksdb::Env> env_ =
      rocksdb::NewCompositeEnv(std::make_shared<failing_file_system>(faults_));
  std::unique_ptr<event_log> log_;
};

rocksdb::IOStatus retryable(rocksdb::IOStatus status) {
  status.SetRetryable(true);
  return status;
}

/// All that anybody was told is there, the doubtful one whole or not at all, and the log goes on.
void check_after_restart(event_log& log) {
  const auto records = everything(log);
  REQUIRE(records.size() >= 3);
  CHECK((records.size() == 3 || records.size() == 5));
  const bool is_there = log.head_of("doubtful").has_value();
  CHECK(is_there == (records.size() == 5));
  append_one(log, to_stream("doubtful", is_there ? 2 : 0, {"after"}));
  CHECK(everything(log).size() == records.size() + 1);
}

}  // namespace

TEST_CASE("a failed sync or append fails that append and every later one") {
  failing_world world;
  const auto broken = rocksdb::IOStatus::IOError("the disk is broken");
  const auto full = rocksdb::IOStatus::NoSpace("the disk is full");

  SECTION("when a sync fails") { world.faults().on_sync = broken; }
  SECTION("when an append fails") { world.faults().on_append = broken; }
  SECTION("when a sync fails and might be retried") { world.faults().on_sync = retryable(broken); }
  SECTION("when an append fails and might be retried") {
    world.faults().on_append = retryable(broken);
  }
  SECTION("when the disk is full") { world.faults().on_append = full; }
  SECTION("when the disk is full at the sync") { world.faults().on_sync = full; }

  CHECK(says(why_append_fails(world.log(), to_stream("doubtful", 0, {"1", "2"})), "the disk is"));
  CHECK(world.log().current_head().position == 3);
  world.heal();
  CHECK(says(why_append_fails(world.log(), to_stream("later", 0, {"x"})), "the disk is"));
  CHECK(says(why_append_fails(world.log(), to_stream("s/1", 1, {"x"})), "the disk is"));
  check_after_restart(*world.opened_again());
}

TEST_CASE("what was written before a failure can still be read") {
  failing_world world;
  world.faults().on_sync = rocksdb::IOStatus::IOError("the disk is broken");
  why_append_fails(world.log(), to_stream("doubtful", 0, {"1"}));
  CHECK(everything(world.log()).size() == 3);
  CHECK(stream_of(world.log(), "s/2").size() == 1);
  CHECK_FALSE(world.log().head_of("doubtful").has_value());
}

TEST_CASE("a cursor that cannot be saved stops writing") {
  failing_world world;
  world.faults().on_append = rocksdb::IOStatus::IOError("the disk is broken");
  world.log().save_bookmark("publisher", {2});
  world.heal();
  CHECK(says(why_append_fails(world.log(), to_stream("a", 0, {"x"})), "the disk is broken"));
  CHECK(world.opened_again()->current_head().position == 3);
}

TEST_CASE("an index that cannot be read is not said to be empty, and stops writing") {
  failing_world world;
  auto named = to_stream("named", 0, {"x"});
  named.entries = {{entry_kind::channel_key, "key", "named"}};
  append_one(world.log(), named);
  world.move_into_tables();
  world.faults().on_read = rocksdb::IOStatus::IOError("the disk is broken");
  CHECK_THROWS_AS(world.log().find_entry(entry_kind::channel_key, "key"), read_failed);
  CHECK_THROWS_AS(world.log().head_of("named"), read_failed);
  world.heal();
  CHECK(world.log().head_of("named").has_value());
  CHECK(says(why_append_fails(world.log(), to_stream("a", 0, {"x"})), "the disk is broken"));
}

TEST_CASE("a log on a full disk can be read, and is not opened for writing") {
  failing_world world;
  world.faults().free_bytes = 1'000'000;
  const auto refused = world.try_to_open({});
  REQUIRE(std::holds_alternative<open_error>(refused));
  CHECK(std::get<open_error>(refused).kind == open_problem::failed);
  CHECK(says(std::get<open_error>(refused).message, "its disk is full. 1000000 bytes are free"));
  {
    const auto read = world.try_to_open({.folder = {}, .read_only = true});
    REQUIRE(std::holds_alternative<std::unique_ptr<event_log>>(read));
    CHECK(everything(*std::get<std::unique_ptr<event_log>>(read)).size() == 3);
  }
  CHECK(world.opened_again()->current_head().position == 3);
}
