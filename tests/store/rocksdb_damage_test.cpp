// What may happen to a data folder, and that it is noticed. RocksDB alone would notice about half
// of it.

#include <algorithm>

#include "store/head_file.hpp"
#include "store/readability.hpp"
#include "tests/store/raw_database.hpp"
#include "tests/store/store_fixture.hpp"

using namespace sluice::store;

namespace {

/// A closed log of `count` records, all of them in the write-ahead log. Tells how long that was
/// after each append.
std::vector<std::uintmax_t> make_log_in_wal(const std::filesystem::path& folder,
                                            std::size_t count) {
  const auto log = opened({.folder = folder, .create = true});
  std::vector<std::uintmax_t> sizes;
  for (std::size_t i = 1; i <= count; ++i) {
    append_one(*log, to_stream("s/" + std::to_string(i), 0, {"payload " + std::to_string(i)}));
    sizes.push_back(std::filesystem::file_size(wal_files(folder).back()));
  }
  return sizes;
}

void copy_folder(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::filesystem::remove_all(to);
  std::filesystem::copy(from, to, std::filesystem::copy_options::recursive);
}

/// A read-only opening must say the same.
open_error refused_both_ways(const std::filesystem::path& folder) {
  const auto read_only = refused(reading(folder));
  const auto problem = refused(in(folder));
  CHECK(read_only.kind == problem.kind);
  CHECK(read_only.at == problem.at);
  return problem;
}

}  // namespace

TEST_CASE("a write-ahead log that was cut between two records is refused") {
  const scratch_folder folder;
  const auto sizes = make_log_in_wal(folder.path(), 10);
  std::filesystem::resize_file(wal_files(folder.path()).back(), sizes[5]);
  const auto problem = refused_both_ways(folder.path());
  CHECK(problem.kind == open_problem::cut_tail);
  CHECK(problem.at == 7);
  CHECK(says(problem.message, "ends at sequence 6, but sequence 10 was acknowledged"));
}

TEST_CASE("a write-ahead log that was cut inside a record is refused") {
  const scratch_folder folder;
  const auto sizes = make_log_in_wal(folder.path(), 10);
  std::filesystem::resize_file(wal_files(folder.path()).back(), sizes[5] + 20);
  CHECK(refused_both_ways(folder.path()).kind == open_problem::cut_tail);
}

TEST_CASE("a write-ahead log that was deleted is refused, and stays refused") {
  const scratch_folder folder;
  make_log_in_wal(folder.path(), 10);
  for (const auto& file : wal_files(folder.path())) std::filesystem::remove(file);
  CHECK(refused_both_ways(folder.path()).kind == open_problem::cut_tail);
  CHECK(refused_both_ways(folder.path()).at == 1);
}

TEST_CASE("a database that was deleted is refused") {
  const scratch_folder folder;
  make_log_in_wal(folder.path(), 3);
  std::filesystem::remove_all(folder / "db");
  CHECK(refused_both_ways(folder.path()).kind == open_problem::cut_tail);
  CHECK(refused({.folder = folder.path(), .create = true}).kind == open_problem::cut_tail);
}

TEST_CASE("a batch that was torn before it was acknowledged is no damage") {
  const scratch_folder folder;
  const scratch_folder copy;
  const auto log = opened({.folder = folder.path(), .create = true});
  append_many(*log, 3);
  const auto head_before = bytes_of(folder / "HEAD");
  append_one(*log, to_stream("torn", 0, {std::string(1000, 'x')}));
  copy_folder(folder.path(), copy / "data");
  overwrite(copy / "data" / "HEAD", head_before);
  const auto wal = wal_files(copy / "data").back();
  std::filesystem::resize_file(wal, std::filesystem::file_size(wal) - 500);
  CHECK(everything(*opened(in(copy / "data"))).size() == 3);
}

TEST_CASE("a flipped bit anywhere in the write-ahead log loses nothing silently") {
  const scratch_folder folder;
  const scratch_folder copy;
  make_log_in_wal(folder.path(), 8);
  const auto size = std::filesystem::file_size(wal_files(folder.path()).back());
  std::size_t refusals = 0, named = 0;
  for (std::uintmax_t at = 3; at < size; at += 61) {
    CAPTURE(at);
    copy_folder(folder.path(), copy / "data");
    flip_bit_in(wal_files(copy / "data").back(), at);
    const auto result = open_rocksdb_event_log(in(copy / "data"));
    if (const auto* const refused = std::get_if<open_error>(&result)) {
      ++refusals;
      const auto file = wal_files(copy / "data").back().filename().string();
      if (refused->message.find("lie in " + file) != std::string::npos) ++named;
      continue;
    }
    CHECK(everything(*std::get<std::unique_ptr<event_log>>(result)).size() == 8);
  }
  CHECK(refusals > size / 61 / 2);
  CHECK(named > 0);
}

TEST_CASE("a flipped bit in a table is found by reading and names the record") {
  const scratch_folder folder;
  make_log_in_wal(folder.path(), 300);
  std::string table;
  {
    const auto database = raw_database(folder.path());
    REQUIRE((*database)->Flush({}, database->events()).ok());
    std::vector<rocksdb::LiveFileMetaData> files;
    (*database)->GetLiveFilesMetaData(&files);
    for (const auto& file : files) {
      if (file.column_family_name == family::events) table = file.relative_filename;
    }
  }
  REQUIRE_FALSE(table.empty());
  flip_bit_in(folder / "db" / table, 4000);
  const auto result = open_rocksdb_event_log(reading(folder.path()));
  if (const auto* problem = std::get_if<open_error>(&result)) {
    CHECK(problem->kind == open_problem::unreadable);
    return;
  }
  const auto& log = *std::get<std::unique_ptr<event_log>>(result);
  sequence seen = 0;
  const auto problem = log.read_all(1, [&](const record& r) {
    seen = r.position;
    return true;
  });
  REQUIRE(problem.has_value());
  CHECK(problem->at == seen + 1);
  CHECK(is_unreadable(log, *problem));
  CHECK(says(problem->what, table.substr(table.find_first_not_of('/'))));
}

TEST_CASE("a missing record is found by both ways of reading") {
  const scratch_folder folder;
  make_log_in_wal(folder.path(), 5);
  {
    const auto database = raw_database(folder.path());
    REQUIRE((*database)->Delete({}, database->events(), slice(view(event_key_of(0, 3)))).ok());
  }
  const auto log = opened(in(folder.path()));
  const auto problem = log->read_all(1, [](const record&) { return true; });
  REQUIRE(problem.has_value());
  CHECK(problem->at == 3);
  CHECK_FALSE(is_unreadable(*log, *problem));
  CHECK(says(problem->what, "record 3 is missing"));
  CHECK(std::get<damage>(log->read_stream("s/3")).at == 3);
}

TEST_CASE("a changed last record is refused at the start") {
  const scratch_folder folder;
  make_log_in_wal(folder.path(), 5);
  {
    const auto database = raw_database(folder.path());
    raw_change(*database, 5, [](std::string& stored) { stored.at(50) = 'X'; });
  }
  const auto problem = refused_both_ways(folder.path());
  CHECK(problem.kind == open_problem::damaged);
  CHECK(problem.at == 5);
}

TEST_CASE("a log that was rewritten with a chain of its own is refused") {
  const scratch_folder folder;
  const scratch_folder other;
  make_log_in_wal(folder.path(), 3);
  {
    const auto log = opened({.folder = other / "data", .create = true});
    for (int i = 0; i < 3; ++i)
      append_one(*log, to_stream("forged/" + std::to_string(i), 0, {"x"}));
  }
  std::filesystem::remove_all(folder / "db");
  copy_folder(other / "data" / "db", folder / "db");
  const auto problem = refused_both_ways(folder.path());
  CHECK(problem.kind == open_problem::damaged);
  CHECK(says(problem.message, "another chain hash"));
}

TEST_CASE("a HEAD that is behind the log is no damage, one that is ahead is") {
  const scratch_folder folder;
  const scratch_folder copy;
  auto log = opened({.folder = folder.path(), .create = true});
  append_many(*log, 2);
  copy_folder(folder.path(), copy / "data");
  const auto old_head = bytes_of(folder / "HEAD");
  append_one(*log, to_stream("late", 0, {"1", "2"}));
  log.reset();
  const auto new_head = bytes_of(folder / "HEAD");

  overwrite(folder / "HEAD", old_head);
  CHECK(everything(*opened(in(folder.path()))).size() == 4);

  overwrite(copy / "data" / "HEAD", new_head);
  const auto problem = refused_both_ways(copy / "data");
  CHECK(problem.kind == open_problem::cut_tail);
  CHECK(problem.at == 3);
}

TEST_CASE("a HEAD that is torn, missing or empty") {
  const scratch_folder folder;
  make_log_in_wal(folder.path(), 4);
  const auto slot = std::get<std::optional<found_head>>(read_head_file(folder / "HEAD", 0))->slot;

  SECTION("is enough with one sound slot") {
    flip_bit_in(folder / "HEAD", slot * 64 + 30);
    CHECK(everything(*opened(in(folder.path()))).size() == 4);
  }
  SECTION("is refused with none") {
    overwrite(folder / "HEAD", std::string(128, 'x'));
    CHECK(refused_both_ways(folder.path()).kind == open_problem::damaged);
  }
  SECTION("is refused when missing") {
    std::filesystem::remove(folder / "HEAD");
    CHECK(refused_both_ways(folder.path()).kind == open_problem::damaged);
    CHECK(says(refused_both_ways(folder.path()).message, "no file HEAD"));
    CHECK(refused({.folder = folder.path(), .create = true}).kind == open_problem::damaged);
  }
}

TEST_CASE("a stream's head that cannot be decoded stops writing") {
  const scratch_folder folder;
  make_log_in_wal(folder.path(), 2);
  {
    const auto database = raw_database(folder.path());
    raw_put(*database, database->streams(), "s/1", "garbage");
  }
  const auto log = opened(in(folder.path()));
  CHECK(std::holds_alternative<damage>(log->read_stream("s/1")));
  CHECK(says(why_append_fails(*log, to_stream("s/1", 1, {"x"})), "s/1 is damaged"));
  why_append_fails(*log, to_stream("s/9", 0, {"x"}));
}

TEST_CASE("a stream's head that is asked for and damaged stops writing too") {
  const scratch_folder folder;
  make_log_in_wal(folder.path(), 2);
  {
    const auto database = raw_database(folder.path());
    raw_put(*database, database->streams(), "s/1", "garbage");
  }
  const auto log = opened(in(folder.path()));
  CHECK_THROWS_AS(log->head_of("s/1"), read_failed);
  CHECK(says(why_append_fails(*log, to_stream("s/9", 0, {"x"})), "s/1 is damaged"));
}

TEST_CASE("a stream's head that points elsewhere is damage") {
  const scratch_folder folder;
  make_log_in_wal(folder.path(), 3);
  const auto point = [&](const stream_state& state) {
    const auto database = raw_database(folder.path());
    raw_put(*database, database->streams(), "s/2", view(encode(state)));
  };
  point({.last = 3, .opened_at = 2, .position = 1});
  CHECK(says(
      std::get<damage>(opened(in(folder.path()))->read_stream("s/2")).what, "not of the stream"));
  point({.last = 2, .opened_at = 2, .position = 4});
  CHECK(says(std::get<damage>(opened(in(folder.path()))->read_stream("s/2")).what,
             "has stream sequence 1, expected 4"));
}

TEST_CASE("to a stream whose head lies beyond the log's end nothing is added") {
  const scratch_folder folder;
  make_log_in_wal(folder.path(), 3);
  {
    const auto database = raw_database(folder.path());
    raw_put(*database, database->streams(), "s/2",
            view(encode(stream_state{.last = 4, .opened_at = 2, .position = 1})));
  }
  const auto log = opened(in(folder.path()));
  CHECK(says(why_append_fails(*log, to_stream("s/2", 1, {"x"})),
             "it has stream s/2 end at sequence 4, and the log ends at 3"));
  CHECK(log->current_head().position == 3);
}

TEST_CASE("a format that went missing from a log with records is damage") {
  const scratch_folder folder;
  make_log_in_wal(folder.path(), 3);
  {
    const auto database = raw_database(folder.path());
    REQUIRE((*database)->Delete({}, database->meta(), slice(meta_key::format)).ok());
  }
  CHECK(refused_both_ways(folder.path()).kind == open_problem::damaged);
}
