// Which log this is, and how its history began anew: as text, and in a folder that is copied, put
// back, or cut.

#include "store/log_history.hpp"

#include "store/data_folder.hpp"
#include "tests/store/raw_database.hpp"
#include "tests/store/store_fixture.hpp"

using namespace sluice::store;

namespace {

constexpr std::uint64_t noon = 1'795'861'800;

open_options with_id(const std::filesystem::path& folder, std::uint8_t chance,
                     std::uint64_t number = noon) {
  return {.folder = folder, .create = true, .id_if_none = {chance, 7}, .next_incarnation = number};
}

open_options restoring(const std::filesystem::path& folder) {
  auto options = with_id(folder, 9);
  options.create = false;
  options.restored = true;
  return options;
}

using numbers = std::vector<incarnation>;

/// A closed log with an id and `count` records.
void make_named_log(const std::filesystem::path& folder, std::size_t count) {
  append_many(*opened(with_id(folder, 1)), count);
}

void put_copy(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::filesystem::remove_all(to);
  std::filesystem::copy(from, to, std::filesystem::copy_options::recursive);
}

void append_more(const open_options& options, const std::string& stream) {
  append_one(*opened(options), to_stream(stream, 0, {"more"}));
}

std::string meta_of(const std::filesystem::path& folder, std::string_view key) {
  const auto database = raw_database(folder);
  std::string value;
  REQUIRE((*database)->Get({}, database->meta(), slice(key), &value).ok());
  return value;
}

}  // namespace

TEST_CASE("an id is 32 hexadecimal digits") {
  const log_id id{0x00, 0x1f, 0xa0, 0xff};
  CHECK(to_text(id) == "001fa0ff000000000000000000000000");
  CHECK(log_id_from_text(to_text(id)) == id);
  for (const auto* wrong :
       {"", "001f", "001FA0ff000000000000000000000000", "001fa0ff00000000000000000000000g",
        "001fa0ff0000000000000000000000000"})
    CHECK_FALSE(log_id_from_text(wrong).has_value());
}

TEST_CASE("incarnations are text that only grows") {
  const numbers all{{1, 1}, {noon, 57}};
  CHECK(to_text(all) == "1@1 1795861800@57");
  CHECK(incarnations_from_text(to_text(all)) == all);
  for (const auto* wrong :
       {"", " ", "1", "1@", "@1", "0@1", "1@0", "1@1 ", "1@1  2@2", "1@1 1@2", "2@1 3@1", "x@1"})
    CHECK_FALSE(incarnations_from_text(wrong).has_value());
}

TEST_CASE("a record is for ever of the incarnation under which it was written") {
  log_history h;
  h.begin_incarnation(57, noon);
  h.begin_incarnation(80, noon);  // in the same second, or by a clock that is behind
  for (const std::uint64_t first : {1U, 56U}) CHECK(h.incarnation_of(first) == 1);
  for (const std::uint64_t second : {57U, 79U}) CHECK(h.incarnation_of(second) == noon);
  CHECK(h.incarnation_of(80) == noon + 1);
  CHECK(h.incarnation_of(1'000'000) == noon + 1);
}

TEST_CASE("an incarnation without a record makes room for the next one") {
  log_history h;
  h.begin_incarnation(57, noon);
  h.begin_incarnation(57, noon + 60);
  CHECK(h.incarnations == numbers{{1, 1}, {noon + 60, 57}});
}

TEST_CASE("a log is given its id once and keeps it") {
  const scratch_folder folder;
  make_named_log(folder.path(), 2);
  const auto again = opened(with_id(folder.path(), 2));
  CHECK(history_of(*again).id == log_id{1, 7});
  CHECK(history_of(*again).incarnations == numbers{{1, 1}});
  CHECK(history_of(*opened({.folder = folder.path(), .read_only = true})) == history_of(*again));
}

TEST_CASE("a log of an older version gets its id at its next opening") {
  const scratch_folder folder;
  append_many(*opened({.folder = folder.path(), .create = true}), 3);
  CHECK_FALSE(history_of(*opened({.folder = folder.path(), .read_only = true})).has_id());
  const auto named = opened(with_id(folder.path(), 5));
  CHECK(history_of(*named).id == log_id{5, 7});
  CHECK(history_of(*named).incarnation_of(3) == 1);
}

TEST_CASE("a backup that is put back goes on in an incarnation of its own, each time another") {
  const scratch_folder scratch;
  const auto live = scratch / "live";
  make_named_log(live, 2);
  put_copy(live, scratch / "backup");
  append_more(with_id(live, 1), "lost");

  std::vector<std::uint64_t> seen{1};
  for (int day = 0; day < 2; ++day) {
    put_copy(scratch / "backup", live);
    const auto options = with_id(live, 1, noon + static_cast<std::uint64_t>(day));
    append_more(options, "other");
    const auto log = opened(options);
    CHECK(history_of(*log).id == log_id{1, 7});
    CHECK(history_of(*log).incarnation_of(2) == 1);
    const auto of_third = history_of(*log).incarnation_of(3);
    CHECK(std::find(seen.begin(), seen.end(), of_third) == seen.end());
    seen.push_back(of_third);
  }
}

TEST_CASE("a copy is noticed when it is opened for writing, and said") {
  const scratch_folder scratch;
  make_named_log(scratch / "live", 2);
  put_copy(scratch / "live", scratch / "copy");
  CHECK(history_of(*opened({.folder = scratch / "copy", .read_only = true})).incarnations.size() ==
        1);
  std::string said;
  auto options = with_id(scratch / "copy", 1);
  options.remark = [&](const std::string& what) { said += what; };
  CHECK(history_of(*opened(options)).incarnations == numbers{{1, 1}, {noon, 3}});
  CHECK(says(said, "was copied or put back"));
  CHECK(says(said, "sequence 3"));
  said.clear();
  CHECK(history_of(*opened(options)).incarnations == numbers{{1, 1}, {noon, 3}});
  CHECK(said.empty());
  CHECK(history_of(*opened(with_id(scratch / "live", 1))).incarnations == numbers{{1, 1}});
}

TEST_CASE("a person says that a log was put back where nothing else shows it") {
  const scratch_folder folder;
  make_named_log(folder.path(), 2);
  CHECK(history_of(*opened(restoring(folder.path()))).incarnations == numbers{{1, 1}, {noon, 3}});
}

TEST_CASE("an end that was cut off is accepted on demand only, whole and for good") {
  const scratch_folder scratch;
  const auto live = scratch / "live";
  make_named_log(live, 2);
  put_copy(live / "db", scratch / "db");
  {
    const auto log = opened(with_id(live, 1));
    append_one(*log, to_stream("lost", 0, {"1", "2", "3"}));
    log->save_bookmark("publisher", {5, 3, "balance"});
  }
  put_copy(scratch / "db", live / "db");
  {
    const auto database = raw_database(live);  // a cursor is written without a sync: it may survive
    raw_put(*database, database->meta(), cursor_key("publisher"), "5 3\nbalance");
  }
  CHECK(refused(with_id(live, 1)).kind == open_problem::cut_tail);
  {
    const auto log = opened(restoring(live));
    CHECK(log->current_head().position == 2);
    CHECK(history_of(*log).incarnation_of(3) == noon);
    CHECK(log->bookmark_of("publisher") == bookmark{2});
  }
  append_more(with_id(live, 1), "new");
  CHECK(everything(*opened(with_id(live, 1))).size() == 3);
}

TEST_CASE("a cut that is accepted does not cover a change") {
  const scratch_folder scratch;
  const auto live = scratch / "live";
  make_named_log(live, 3);
  put_copy(live / "db", scratch / "db");
  append_more(with_id(live, 1), "lost");
  put_copy(scratch / "db", live / "db");
  raw_change(*raw_database(live), 1, [](std::string& bytes) { bytes[50] ^= 1; });
  const auto problem = refused(restoring(live));
  CHECK(problem.kind == open_problem::damaged);
  CHECK(problem.at == 1);
}

TEST_CASE("a history that cannot be read is damage") {
  const scratch_folder folder;
  make_named_log(folder.path(), 1);
  for (const auto key : {meta_key::log, meta_key::incarnations}) {
    const auto before = meta_of(folder.path(), key);
    {
      const auto database = raw_database(folder.path());
      raw_put(*database, database->meta(), key, "x");
    }
    CHECK(refused(with_id(folder.path(), 1)).kind == open_problem::damaged);
    const auto database = raw_database(folder.path());
    raw_put(*database, database->meta(), key, before);
  }
  CHECK(history_of(*opened(with_id(folder.path(), 1))).has_id());
}

TEST_CASE("that a log lacks its end is known of what was put back, and not of a copy") {
  const scratch_folder scratch;
  make_named_log(scratch / "live", 2);
  CHECK_FALSE(history_of(*opened(with_id(scratch / "live", 1))).put_back.has_value());
  put_copy(scratch / "live", scratch / "copy");
  CHECK_FALSE(history_of(*opened(with_id(scratch / "copy", 1))).put_back.has_value());
  CHECK(history_of(*opened(restoring(scratch / "live"))).put_back == incarnation{noon, 3});
  // It stays known: whoever answers for it asks at each start.
  append_more(with_id(scratch / "live", 1), "new");
  CHECK(history_of(*opened(with_id(scratch / "live", 1))).put_back == incarnation{noon, 3});
}

TEST_CASE("a log that ends before what is known outside was put back, once for each such end") {
  const scratch_folder folder;
  make_named_log(folder.path(), 2);
  auto options = with_id(folder.path(), 1);
  options.known_outside = 2;
  CHECK_FALSE(history_of(*opened(options)).put_back.has_value());
  options.known_outside = 9;
  CHECK(history_of(*opened(options)).put_back == incarnation{noon, 3});
  append_more(options, "new");
  options.next_incarnation = noon + 60;
  CHECK(history_of(*opened(options)).put_back == incarnation{noon, 3});
  options.known_outside = 10;
  CHECK(history_of(*opened(options)).put_back == incarnation{noon + 60, 4});
}
