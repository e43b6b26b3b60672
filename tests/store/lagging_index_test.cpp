// The index of streams may lag behind the log: nobody can tell, whenever the log is opened again.

#include <map>
#include <random>

#include "tests/store/raw_database.hpp"
#include "tests/store/store_fixture.hpp"

using namespace sluice::store;

namespace {

std::unique_ptr<event_log> lagging(const scratch_folder& folder, std::size_t most,
                                   bool read_only = false) {
  auto result = open_rocksdb_event_log(
      {.folder = folder / "data",
       .read_only = read_only,
       .create = !read_only,
       .most_unindexed = most});
  if (const auto* problem = std::get_if<open_error>(&result)) FAIL(problem->message);
  return std::get<std::unique_ptr<event_log>>(std::move(result));
}

void check_same(const event_log& log, const event_log& model) {
  CHECK(log.current_head().chain == model.current_head().chain);
  CHECK(open_names(log) == open_names(model));
  for (int i = 0; i < 12; ++i) {
    const auto name = "s/" + std::to_string(i);
    const auto is = log.head_of(name);
    const auto should = model.head_of(name);
    REQUIRE(is.has_value() == should.has_value());
    if (!is) continue;
    CHECK(is->last == should->last);
    CHECK(is->position == should->position);
    CHECK(is->open == should->open);
    CHECK(payloads_of(stream_of(log, name)) == payloads_of(stream_of(model, name)));
  }
}

}  // namespace

TEST_CASE("a log whose index lags answers as one in memory, however often it is opened") {
  for (const std::size_t most : {0U, 1U, 3U, 1000U}) {
    CAPTURE(most);
    std::mt19937 dice(static_cast<unsigned>(most) + 1);
    const scratch_folder folder;
    memory_event_log model;
    auto log = lagging(folder, most);
    for (int round = 0; round < 150; ++round) {
      std::vector<append_request> batch;
      std::map<std::string, stream_sequence> ends;
      for (auto n = 1 + dice() % 3; n > 0; --n) {
        const auto name = "s/" + std::to_string(dice() % 12);
        if (!ends.contains(name)) ends[name] = model.head_of(name).value_or(stream_head{}).position;
        const std::vector<std::string> payloads(1 + dice() % 3, std::to_string(round));
        auto request = to_stream(name, ends[name], payloads);
        request.open_after = dice() % 2 == 0;
        ends[name] += static_cast<stream_sequence>(payloads.size());
        batch.push_back(std::move(request));
      }
      append_all(*log, batch);
      append_all(model, batch);
      if (round % 10 == 0) check_same(*log, model);
      if (dice() % 20 != 0) continue;
      check_same(*lagging(folder, most, true), model);
      log.reset();
      log = lagging(folder, dice() % 2 == 0 ? most : 2);
      check_same(*log, model);
    }
  }
}

TEST_CASE("most streams that end soon are put into the index once, and never among the open ones") {
  const scratch_folder folder;
  {
    const auto log = lagging(folder, 2);
    for (int i = 0; i < 10; ++i) {
      const auto name = "s/" + std::to_string(i);
      append_one(*log, to_stream(name, 0, {"opens"}));
      auto closes = to_stream(name, 1, {"closes"});
      closes.open_after = false;
      append_one(*log, closes);
    }
  }
  const auto database = raw_database(folder / "data");
  const auto open = database->every_open_stream();
  open->SeekToFirst();
  CHECK_FALSE(open->Valid());
  std::string value;
  CHECK((*database)->Get({}, database->streams(), "s/7", &value).ok());
  CHECK((*database)->Get({}, database->streams(), "s/8", &value).IsNotFound());
}

TEST_CASE("a log that does not say how far its index reaches is refused") {
  const scratch_folder folder;
  append_one(*lagging(folder, 10), to_stream("a", 0, {"x"}));
  {
    const auto database = raw_database(folder / "data");
    REQUIRE((*database)->Delete({}, database->meta(), slice(meta_key::unindexed_from)).ok());
  }
  CHECK(says(refused({.folder = folder / "data", .read_only = true}).message,
             "does not say how far its index reaches"));
}

TEST_CASE("damage in the part that the index lacks is refused at the start") {
  const scratch_folder folder;
  append_many(*lagging(folder, 10), 5);
  {
    const auto database = raw_database(folder / "data");
    raw_change(*database, 3, [](std::string& stored) { stored.at(50) = 'X'; });
  }
  const auto problem = refused({.folder = folder / "data"});
  CHECK(problem.kind == open_problem::damaged);
  CHECK(problem.at == 3);
}
