// A log that is cut is in nothing different from one that never went further.

#include "store/log_cut.hpp"

#include <map>
#include <random>

#include "store/data_folder.hpp"
#include "store/head_file.hpp"
#include "store/log_history.hpp"
#include "tests/store/raw_database.hpp"
#include "tests/store/store_fixture.hpp"

namespace sluice::store::log_cut_test {
namespace {

std::unique_ptr<event_log> opened_in(const scratch_folder& folder, std::size_t most) {
  auto result =
      open_rocksdb_event_log({.folder = folder / "data", .create = true, .most_unindexed = most});
  if (const auto* no = std::get_if<open_error>(&result)) FAIL(no->message);
  return std::get<std::unique_ptr<event_log>>(std::move(result));
}

void cut(const scratch_folder& folder, sequence last, const entry_changes& entries = {}) {
  const auto no = cut_log(folder / "data", 0, last, entries);
  if (no) FAIL(no->message);
}

void check_same(const event_log& log, const event_log& model) {
  CHECK(log.current_head().position == model.current_head().position);
  CHECK(log.current_head().chain == model.current_head().chain);
  CHECK(open_names(log) == open_names(model));
  CHECK(payloads_of(everything(log)) == payloads_of(everything(model)));
  for (int i = 0; i < 12; ++i) {
    const auto name = "s/" + std::to_string(i);
    const auto is = log.head_of(name), should = model.head_of(name);
    REQUIRE(is.has_value() == should.has_value());
    if (!is) continue;
    CHECK(is->last == should->last);
    CHECK(is->position == should->position);
    CHECK(is->open == should->open);
    CHECK(payloads_of(stream_of(log, name)) == payloads_of(stream_of(model, name)));
  }
}

/// Some requests of a few streams, whose payloads fill several pages a batch.
std::vector<append_request> some_requests(std::mt19937& dice, const event_log& log) {
  std::vector<append_request> out;
  std::map<std::string, stream_sequence> ends;
  for (auto n = 1 + dice() % 3; n > 0; --n) {
    const auto name = "s/" + std::to_string(dice() % 12);
    if (!ends.contains(name)) ends[name] = log.head_of(name).value_or(stream_head{}).position;
    const std::vector<std::string> payloads(1 + dice() % 3, std::string(dice() % 3000, 'p'));
    out.push_back(to_stream(name, ends[name], payloads, dice() % 2 == 0));
    ends[name] += static_cast<stream_sequence>(payloads.size());
  }
  return out;
}

/// What a log of these requests is that ends at `last`, which is the end of one of them.
void play(event_log& into, const std::vector<std::vector<append_request>>& all, sequence last) {
  for (const auto& batch : all)
    for (const auto& request : batch)
      if (into.current_head().position < last) append_all(into, {request});
  REQUIRE(into.current_head().position == last);
}

}  // namespace

TEST_CASE("a log that is cut answers as one that never went further, and goes on as it would") {
  for (const std::size_t most : {0U, 1U, 3U, 1000U}) {
    for (unsigned seed = 1; seed <= 4; ++seed) {
      CAPTURE(most, seed);
      std::mt19937 dice(seed * 1000 + static_cast<unsigned>(most));
      const scratch_folder folder;
      std::vector<std::vector<append_request>> all;
      std::vector<sequence> ends;  // of requests
      {
        const auto log = opened_in(folder, most);
        for (int round = 0; round < 40; ++round) {
          all.push_back(some_requests(dice, *log));
          for (const auto& result : append_all(*log, all.back()))
            ends.push_back(std::get<committed>(result).last);
        }
      }
      const auto last = ends.at(dice() % ends.size());
      CAPTURE(last, ends.back());
      cut(folder, last);
      memory_event_log model;
      play(model, all, last);
      for (int opening = 0; opening < 3; ++opening) {
        const auto log = opened_in(folder, most);
        check_same(*log, model);
        for (int round = 0; round < 20; ++round) {
          const auto more = some_requests(dice, model);
          append_all(*log, more);
          append_all(model, more);
        }
        check_same(*log, model);
      }
    }
  }
}

TEST_CASE(
    "followers that had been further go on where the log ends, without what they made of it") {
  const scratch_folder folder;
  {
    const auto log = opened_in(folder, 10);
    append_many(*log, 9);
    log->save_bookmark("behind", {.position = 4, .state_version = 1, .state = "kept"});
    log->save_bookmark("ahead", {.position = 8, .state_version = 1, .state = "of what is gone"});
  }
  cut(folder, 5);
  const auto log = opened_in(folder, 10);
  CHECK(log->bookmark_of("behind") == bookmark{.position = 4, .state_version = 1, .state = "kept"});
  CHECK(log->bookmark_of("ahead") == bookmark{.position = 5});
}

TEST_CASE("entries of what is gone go, others stay or move") {
  const scratch_folder folder;
  {
    const auto log = opened_in(folder, 10);
    auto first = to_stream("a", 0, {"x"});
    first.entries = {{'k', "kept", "a"}, {'p', "#2", "m2"}};
    append_one(*log, first);
    auto second = to_stream("b", 0, {"x"});
    second.entries = {{'k', "gone", "b"}};
    append_one(*log, second);
  }
  cut(folder, 1, {.gone = {{'k', "gone"}, {'k', "never was"}}, .put = {{'p', "#2", "m3"}}});
  const auto log = opened_in(folder, 10);
  CHECK(log->find_entry('k', "kept") == "a");
  CHECK(log->find_entry('k', "gone") == std::nullopt);
  CHECK(log->find_entry('p', "#2") == "m3");
}

TEST_CASE("killed before HEAD was written, a cut leaves a folder that is not opened") {
  const scratch_folder folder;
  append_many(*opened_in(folder, 10), 9);
  const auto before = bytes_of(folder / "data/HEAD");
  cut(folder, 5);
  overwrite(folder / "data/HEAD", before);
  CHECK(refused({.folder = folder / "data"}).kind == open_problem::cut_tail);
}

TEST_CASE("what is being put together is opened by nobody else") {
  const scratch_folder folder;
  append_many(*opened_in(folder, 10), 3);
  overwrite(folder_layout{folder / "data"}.unfinished(), "");
  for (const bool read_only : {true, false}) {
    const auto no = refused({.folder = folder / "data", .read_only = read_only});
    CHECK(no.kind == open_problem::damaged);
    CHECK(says(no.message, "that did not come to its end"));
  }
  CHECK(everything(*opened({.folder = folder / "data", .unfinished = true})).size() == 3);
}

TEST_CASE("a log with damage where it is to be cut is not cut") {
  const scratch_folder folder;
  append_many(*opened_in(folder, 10), 9);
  {
    const auto database = raw_database(folder / "data");
    raw_change(*database, 7, [](std::string& stored) { stored.at(50) = 'X'; });
  }
  const auto no = cut_log(folder / "data", 0, 5, {});
  REQUIRE(no.has_value());
  CHECK(says(no->message, "cannot be cut behind sequence 5"));
  CHECK(cut_log(folder / "data", 0, 10, {}).has_value());
}

}  // namespace sluice::store::log_cut_test
