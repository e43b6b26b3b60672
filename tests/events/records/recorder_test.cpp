#include "events/records/recorder.hpp"

#include <fstream>

#include "events/records/look.hpp"
#include "events/records/rocksdb_store.hpp"
#include "tests/catch.hpp"
#include "tests/events/records/made_records.hpp"

namespace sluice::records::test::recorder_test {

using namespace std::chrono_literals;
namespace {

struct running {
  scratch folder;
  std::mutex mutex;
  std::vector<std::string> remarks;
  std::filesystem::path calls = folder.path() / "calls";

  std::unique_ptr<recorder> start() {
    return std::make_unique<recorder>(recorder::needs{
        .folder = calls,
        .now = [] { return noon; },
        .remark =
            [this](const std::string& what) {
              const std::lock_guard held(mutex);
              remarks.push_back(what);
            }});
  }
  calls_found kept() const {
    const auto store = read_rocksdb_store(calls);
    if (const auto* no = std::get_if<open_failure>(&store)) FAIL(no->what);
    return calls_of(*std::get<std::unique_ptr<record_store>>(store), a);
  }
};

}  // namespace

TEST_CASE("each call is kept or counted, however many come at once") {
  running r;
  auto one = r.start();
  constexpr std::size_t many = 60'000;
  for (std::size_t i = 0; i < many; ++i) one->record(call_of(a, noon));
  one->stop();
  const auto found = r.kept();
  std::uint64_t counted = 0;
  for (const auto& g : found.gaps) counted += g.count;
  CHECK(found.calls.size() + counted == many);
  CHECK(counted == one->calls_dropped());
}

TEST_CASE("a message is made on the recorder's thread, and dropped where there are too many") {
  running r;
  auto one = r.start();
  std::thread::id made_by;
  one->record_message(
      [&] {
        made_by = std::this_thread::get_id();
        return stored_message{.channel = channel_id{"wechat"},
                              .key = channel_key{"K"},
                              .operation = "pay",
                              .head = "200"};
      },
      100, noon);
  one->record_message([]() -> stored_message { throw 1; }, std::size_t{1} << 30, noon);
  one->stop();
  CHECK(made_by != std::this_thread::get_id());
  CHECK(one->messages_dropped() == 1);
  const auto gaps = r.kept().gaps;
  REQUIRE(gaps.size() == 1);
  CHECK(gaps[0].reason == gap_reason::message_dropped);
}

TEST_CASE("who cannot write says so once, counts, and harms nobody") {
  running r;
  std::ofstream(r.calls) << "a file where the folder should be";
  auto one = r.start();
  for (int i = 0; i < 5; ++i) one->record(call_of(a, noon));
  one->stop();
  CHECK(one->calls_dropped() == 5);
  CHECK(one->store() == nullptr);
  REQUIRE(r.remarks.size() == 1);
  CHECK(r.remarks[0].find("calls leave no record for now") != std::string::npos);
}

TEST_CASE("in what time nothing could be written is told by the next one who can") {
  running r;
  std::ofstream(r.calls) << "a file where the folder should be";
  {
    auto one = r.start();
    one->record(call_of(a, noon));
    one->stop();
  }
  CHECK(missed_span(r.calls).since() == noon);
  r.start()->stop();  // nor can this one
  CHECK(missed_span(r.calls).since() == noon);
  std::filesystem::remove(r.calls);
  r.start()->stop();
  CHECK_FALSE(missed_span(r.calls).since());
  const auto gaps = r.kept().gaps;
  REQUIRE(gaps.size() == 1);
  CHECK(gaps[0] == record_gap{.from = noon, .to = noon, .reason = gap_reason::dropped});
  r.start()->stop();
  CHECK(r.kept().gaps.size() == 1);
}

TEST_CASE("who was stopped in order has nothing to make good") {
  running r;
  r.start()->record(call_of(a, noon));
  auto next = r.start();
  next->stop();
  CHECK(r.kept().gaps.empty());
  CHECK(r.kept().calls.size() == 1);
}

}  // namespace sluice::records::test::recorder_test
