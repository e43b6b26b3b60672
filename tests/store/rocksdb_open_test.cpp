// Which folders are opened and which are refused, with what sentence.

#include <sys/stat.h>
#include <unistd.h>

#include "tests/store/raw_database.hpp"
#include "tests/store/store_fixture.hpp"

using namespace sluice::store;

namespace {

open_options creating(const std::filesystem::path& folder) {
  return {.folder = folder, .create = true};
}

/// A closed log with `count` records.
void make_log(const std::filesystem::path& folder, std::size_t count) {
  append_many(*opened(creating(folder)), count);
}

void put_meta(const std::filesystem::path& folder, std::string_view key, std::string_view value) {
  const auto database = raw_database(folder);
  raw_put(*database, database->meta(), key, value);
}

}  // namespace

TEST_CASE("a log is created where there is none, for its owner alone") {
  const scratch_folder scratch;
  const auto folder = scratch / "a" / "b";
  make_log(folder, 2);
  struct stat about{};
  REQUIRE(::stat(folder.c_str(), &about) == 0);
  CHECK((about.st_mode & 0777) == 0700);
  CHECK(everything(*opened(in(folder))).size() == 2);
}

TEST_CASE("everything is there after the log was closed and opened again") {
  const scratch_folder folder;
  {
    const auto log = opened(creating(folder.path()));
    auto request = to_stream("a", 0, {"1", "2"});
    request.entries = {{entry_kind::command, "c", "v"}};
    append_one(*log, request);
    append_one(*log, to_stream("b", 0, {"3"}));
    append_one(*log, to_stream("b", 1, {"4"}, false));
    log->save_bookmark("publisher", {3});
  }
  const auto log = opened(in(folder.path()));
  CHECK(log->current_head().position == 4);
  CHECK(payloads_of(stream_of(*log, "b")) == std::vector<std::string>{"3", "4"});
  CHECK(open_names(*log) == std::vector<std::string>{"a"});
  CHECK(log->find_entry(entry_kind::command, "c") == "v");
  CHECK(log->bookmark_of("publisher")->position == 3);
  append_one(*log, to_stream("a", 2, {"5"}, false));
  append_one(*log, to_stream("b", 2, {"6"}));
  CHECK(open_names(*log) == std::vector<std::string>{"b"});
  CHECK(everything(*log).size() == 6);
}

TEST_CASE("creating where a log is opens that log") {
  const scratch_folder folder;
  make_log(folder.path(), 3);
  CHECK(opened(creating(folder.path()))->current_head().position == 3);
}

TEST_CASE("a missing folder and an empty one hold no log") {
  const scratch_folder folder;
  CHECK(refused(in(folder / "none")).kind == open_problem::missing);
  CHECK(refused(reading(folder / "none")).kind == open_problem::missing);
  CHECK(refused(in(folder.path())).kind == open_problem::missing);
  CHECK(refused(reading(folder.path())).kind == open_problem::missing);
  CHECK(says(refused(in(folder.path())).message, "holds no log"));
}

TEST_CASE("a file in the place of the folder is refused") {
  const scratch_folder folder;
  overwrite(folder / "file", "x");
  CHECK(says(refused(creating(folder / "file")).message, "is not a folder"));
  CHECK(refused(creating(folder / "file" / "below")).kind == open_problem::failed);
}

TEST_CASE("a log that was created only half is created again") {
  const scratch_folder folder;
  make_log(folder.path(), 0);
  std::filesystem::remove_all(folder / "db");  // HEAD is made first
  make_log(folder.path(), 2);
  CHECK(everything(*opened(in(folder.path()))).size() == 2);
}

TEST_CASE("the same process cannot write one log twice") {
  const scratch_folder folder;
  const auto log = opened(creating(folder.path()));
  const auto problem = refused(in(folder.path()));
  CHECK(problem.kind == open_problem::locked);
  CHECK(says(problem.message, "process " + std::to_string(::getpid())));
}

TEST_CASE("the lock goes with the log") {
  const scratch_folder folder;
  auto log = opened(creating(folder.path()));
  log->close();
  CHECK(opened(in(folder.path())) != nullptr);
}

TEST_CASE("a folder of another user is refused") {
  if (::geteuid() != 0) {
    WARN("skipped: only root can give a folder away");
    return;
  }
  const scratch_folder scratch;
  const auto folder = scratch / "data";
  make_log(folder, 1);
  REQUIRE(::chown(folder.c_str(), 12345, 12345) == 0);
  const auto problem = refused(creating(folder));
  CHECK(problem.kind == open_problem::foreign_owner);
  CHECK(says(problem.message, "belongs to user id 12345"));
  CHECK(everything(*opened(reading(folder))).size() == 1);  // root may look
}

TEST_CASE("a newer folder format is refused") {
  const scratch_folder folder;
  make_log(folder.path(), 1);
  put_meta(folder.path(), meta_key::format, "4");
  for (const auto& options : {in(folder.path()), reading(folder.path())}) {
    CHECK(refused(options).kind == open_problem::newer_version);
    CHECK(says(refused(options).message, "has format 4, this version reads up to 3"));
  }
}

TEST_CASE("a folder of an older format is read, and has format 3 once it was opened for writing") {
  const auto* older = GENERATE("1", "2");
  const scratch_folder folder;
  make_log(folder.path(), 3);
  put_meta(folder.path(), meta_key::format, older);
  CHECK(opened(reading(folder.path()))->current_head().position == 3);
  append_one(*opened(in(folder.path())), to_stream("later", 0, {"1", "2"}));
  const auto database = raw_database(folder.path());
  std::string format;
  REQUIRE((*database)->Get({}, database->meta(), slice(meta_key::format), &format).ok());
  CHECK(format == "3");
}

TEST_CASE("a folder format that is no number is damage") {
  const scratch_folder folder;
  make_log(folder.path(), 1);
  put_meta(folder.path(), meta_key::format, "one");
  CHECK(refused(in(folder.path())).kind == open_problem::damaged);
}

TEST_CASE("a log that a newer RocksDB wrote is refused") {
  const scratch_folder folder;
  make_log(folder.path(), 1);
  put_meta(folder.path(), meta_key::rocksdb, "99.1");
  CHECK(refused(in(folder.path())).kind == open_problem::newer_version);
  CHECK(says(refused(in(folder.path())).message, "RocksDB 99.1"));
}

TEST_CASE("a log that an older RocksDB wrote is opened and marked") {
  const scratch_folder folder;
  make_log(folder.path(), 1);
  put_meta(folder.path(), meta_key::rocksdb, "6.29");
  CHECK(opened(in(folder.path())) != nullptr);
  const auto database = raw_database(folder.path());
  std::string version;
  REQUIRE((*database)->Get({}, database->meta(), slice(meta_key::rocksdb), &version).ok());
  CHECK(version == std::to_string(ROCKSDB_MAJOR) + '.' + std::to_string(ROCKSDB_MINOR));
}

TEST_CASE("a column family that is not known means a newer version") {
  const scratch_folder folder;
  make_log(folder.path(), 1);
  {
    const auto database = raw_database(folder.path());
    rocksdb::ColumnFamilyHandle* handle = nullptr;
    REQUIRE((*database)->CreateColumnFamily({}, "digests", &handle).ok());
    REQUIRE((*database)->DestroyColumnFamilyHandle(handle).ok());
  }
  CHECK(refused(in(folder.path())).kind == open_problem::newer_version);
  CHECK(refused(reading(folder.path())).kind == open_problem::newer_version);
}

TEST_CASE("the log of another partition is refused") {
  const scratch_folder folder;
  make_log(folder.path(), 1);
  CHECK(refused({.folder = folder.path(), .partition = 4}).kind == open_problem::wrong_partition);
  put_meta(folder.path(), meta_key::partition, "9");
  CHECK(says(refused(in(folder.path())).message, "is of partition 9, not 0"));
}

TEST_CASE("an owner of an earlier epoch is refused, a later one goes on") {
  const scratch_folder folder;
  {
    append_many(*opened({.folder = folder.path(), .epoch = 3, .create = true}), 1);
  }
  CHECK(refused({.folder = folder.path(), .epoch = 2}).kind == open_problem::stale_epoch);
  const auto log = opened({.folder = folder.path(), .epoch = 4});
  append_one(*log, to_stream("a", 0, {"x"}));
  CHECK(everything(*log)[1].epoch == 4);
}

TEST_CASE("a log of another partition keeps its own chain") {
  const scratch_folder folder;
  const auto log = opened({.folder = folder.path(), .partition = 7, .create = true});
  append_one(*log, to_stream("a", 0, {"x", "y"}));
  CHECK(everything(*log)[0].partition == 7);
  CHECK(stream_of(*log, "a").size() == 2);
}

TEST_CASE("a read-only log shows everything and takes nothing") {
  const scratch_folder folder;
  make_log(folder.path(), 5);
  const auto log = opened(reading(folder.path()));
  CHECK(everything(*log).size() == 5);
  CHECK(open_names(*log).size() == 5);
  CHECK(says(why_append_fails(*log, to_stream("a", 0, {"x"})), "read-only"));
  log->save_bookmark("auditor", {5});
  CHECK_FALSE(log->bookmark_of("auditor"));
  CHECK(opened(in(folder.path()))->current_head().position == 5);  // it holds no lock
}

TEST_CASE("a read-only log beside a writer is as it was when it was opened") {
  const scratch_folder folder;
  const auto writer = opened(creating(folder.path()));
  append_one(*writer, to_stream("a", 0, {"1", "2"}));
  const auto reader = opened(reading(folder.path()));
  append_one(*writer, to_stream("a", 2, {"3"}));
  CHECK(everything(*reader).size() == 2);
  CHECK(stream_of(*reader, "a").size() == 2);
  CHECK(everything(*opened(reading(folder.path()))).size() == 3);
}
