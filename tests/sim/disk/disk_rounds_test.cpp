// Random appends, faults and crashes. A model remembers what was acknowledged; the log must hold
// that, in order, and of a failed append all or nothing.

#include <map>

#include "sim/disk/rocksdb_disk.hpp"
#include "tests/sim/disk/disk_fixture.hpp"

namespace sluice::test::disk_rounds_test {
using namespace sluice::sim;
using namespace sluice::store;

namespace {

constexpr const char* follower = "publisher";

class world {
 public:
  explicit world(std::uint64_t seed) : chance_(seeded(seed)), disk_(seeded(seed + 1'000'000)) {}

  /// An append, mostly; or a crash, a fault to come, a cursor.
  void next_round() {
    if (!log_) return open();
    switch (chance_(10)) {
      case 0: return crash();
      case 1: return arm_a_fault();
      case 2: return log_->save_bookmark(follower, {++saved_cursor_});
      default: return append();
    }
  }

  /// What happened, to be compared with another run.
  [[nodiscard]] const std::vector<std::string>& history() const { return history_; }

 private:
  /// Sometimes the power fails meanwhile.
  void open() {
    if (chance_(5) == 0) disk_.files().stop_after(chance_(40));
    auto opened = disk_.open();
    if (const auto* why = std::get_if<std::string>(&opened)) {
      INFO(*why);
      REQUIRE(disk_.files().stopped());
      history_.emplace_back("not opened");
      return crash();
    }
    log_ = std::get<std::shared_ptr<event_log>>(std::move(opened));
    check();
  }

  void crash() {
    log_.reset();
    disk_.crash();
  }

  void check() {
    const auto found = payloads_of(everything(*log_));
    auto with_doubtful = records_;
    for (const auto& request : doubtful_) {
      for (const auto& r : request.records) with_doubtful.push_back(r.payload);
    }
    REQUIRE((found == records_ || found == with_doubtful));
    if (found.size() > records_.size()) acknowledge(doubtful_);
    doubtful_.clear();
    REQUIRE(log_->current_head().position == records_.size());
    for (const auto& [stream, position] : streams_) {
      REQUIRE(log_->head_of(stream).value().position == position);
      REQUIRE(stream_of(*log_, stream).size() == position);
    }
    const auto mark = log_->bookmark_of(follower);
    const auto cursor = mark ? mark->position : 0;
    REQUIRE(cursor >= durable_cursor_);
    REQUIRE(cursor <= saved_cursor_);
    saved_cursor_ = durable_cursor_ = cursor;
    history_.push_back(std::to_string(found.size()) + ' ' + std::to_string(cursor));
  }

  void arm_a_fault() {
    const auto how = static_cast<failure>(chance_(3));
    switch (chance_(6)) {
      case 0: return disk_.files().fail_next_append(how);
      case 1: return disk_.files().fail_next_sync(how);
      case 2: return disk_.files().stop_after(chance_(12));
      default: return;
    }
  }

  [[nodiscard]] std::vector<append_request> batch() {
    std::vector<append_request> requests;
    auto positions = streams_;
    const auto count = 1 + chance_(3);
    for (std::uint64_t i = 0; i < count; ++i) {
      const auto stream = "s/" + std::to_string(chance_(6));
      std::vector<std::string> payloads;
      for (auto n = 1 + chance_(3); n > 0; --n) {
        // Some do not fit into one block of a write-ahead log.
        const auto size = chance_(20) == 0 ? chance_(70'000) : chance_(300);
        payloads.push_back(std::to_string(chance_(1'000'000)) + std::string(size, 'p'));
      }
      auto& position = positions[stream];
      requests.push_back(to_stream(stream, position, payloads, chance_(2) == 0));
      position += static_cast<stream_sequence>(payloads.size());
    }
    return requests;
  }

  void append() {
    const auto requests = batch();
    const auto outcome = log_->append(requests);
    if (std::holds_alternative<write_failed>(outcome)) {
      doubtful_ = requests;
      REQUIRE(std::holds_alternative<write_failed>(log_->append(requests)));
      return crash();
    }
    for (const auto& result : std::get<std::vector<append_result>>(outcome)) {
      REQUIRE(std::holds_alternative<committed>(result));
    }
    acknowledge(requests);
    durable_cursor_ = saved_cursor_;  // one file, so the sync was of both
  }

  void acknowledge(const std::vector<append_request>& requests) {
    for (const auto& request : requests) {
      for (const auto& r : request.records) records_.push_back(r.payload);
      streams_[request.stream] += static_cast<stream_sequence>(request.records.size());
    }
  }

  draw chance_;
  rocksdb_disk disk_;
  std::shared_ptr<event_log> log_;
  std::vector<std::string> records_;
  std::map<std::string, stream_sequence> streams_;
  std::vector<append_request> doubtful_;
  sequence saved_cursor_ = 0;
  sequence durable_cursor_ = 0;
  std::vector<std::string> history_;
};

}  // namespace

TEST_CASE("a thousand random rounds lose nothing that was acknowledged") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    CAPTURE(seed);
    world w(seed);
    for (int round = 0; round < 50; ++round) w.next_round();
  }
}

TEST_CASE("the same draws give the same life") {
  world first(7);
  world second(7);
  for (int round = 0; round < 100; ++round) {
    first.next_round();
    second.next_round();
  }
  CHECK(first.history().size() > 10);
  CHECK(first.history() == second.history());
}

}  // namespace sluice::test::disk_rounds_test
