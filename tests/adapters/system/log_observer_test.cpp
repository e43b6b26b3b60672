#include "adapters/system/log_observer.hpp"

#include <spdlog/sinks/base_sink.h>

#include <condition_variable>
#include <nlohmann/json.hpp>
#include <sstream>
#include <vector>

#include "tests/catch.hpp"

using namespace sluice;

namespace {

/// Keeps the lines; can be held up like a blocked pipe.
class collecting_sink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  std::vector<std::string> lines;

  void hold(bool on) {
    const std::lock_guard guard(gate_);
    held_ = on;
    opened_.notify_all();
  }

 private:
  void sink_it_(const spdlog::details::log_msg& message) override {
    std::unique_lock guard(gate_);
    opened_.wait(guard, [this] { return !held_; });
    lines.emplace_back(message.payload.data(), message.payload.size());
  }
  void flush_() override {}

  std::mutex gate_;
  std::condition_variable opened_;
  bool held_ = false;
};

}  // namespace

TEST_CASE("told notes come out as JSON lines, in order, before the observer is gone") {
  const auto sink = std::make_shared<collecting_sink>();
  {
    log_observer log({.form = log_form::json}, sink);
    for (int i = 0; i < 100; ++i)
      log.tell({.event = "counted", .message = "line \"" + std::to_string(i) + "\"\n"});
  }
  REQUIRE(sink->lines.size() == 100);
  for (std::size_t i = 0; i < sink->lines.size(); ++i) {
    const auto j = nlohmann::json::parse(sink->lines[i]);
    CHECK(j["msg"] == "line \"" + std::to_string(i) + "\"\n");
    CHECK(j["event"] == "counted");
  }
}

TEST_CASE("notes below the chosen severity are dropped") {
  const auto sink = std::make_shared<collecting_sink>();
  {
    log_observer log({.form = log_form::text, .from = severity::warning}, sink);
    log.tell({.level = severity::info, .event = "quiet"});
    log.tell({.level = severity::warning, .event = "loud"});
  }
  REQUIRE(sink->lines.size() == 1);
  CHECK(sink->lines[0].find("loud") != std::string::npos);
}

TEST_CASE("repeated equal notes are left out") {
  const auto sink = std::make_shared<collecting_sink>();
  {
    log_observer log({.form = log_form::json}, sink);
    for (int i = 0; i < 50; ++i) log.tell({.event = "stuck", .message = "again"});
  }
  CHECK(sink->lines.size() == note_limiter::limits{}.equal_notes);
}

TEST_CASE("a blocked reader does not block the teller, and lost lines are counted") {
  const auto sink = std::make_shared<collecting_sink>();
  sink->hold(true);
  {
    log_observer log({.form = log_form::json, .queue_lines = 8}, sink);
    for (int i = 0; i < 100; ++i) log.tell({.event = "flood", .message = std::to_string(i)});
    sink->hold(false);
    log.tell({.event = "after", .message = "the flood"});
  }
  bool told = false;
  for (const auto& line : sink->lines)
    told = told || line.find("log_lines_lost") != std::string::npos;
  CHECK(told);
  CHECK(sink->lines.size() < 30);
}

TEST_CASE("what is told for sure is written when the call returns, past limits and queue") {
  const auto sink = std::make_shared<collecting_sink>();
  log_observer log({.form = log_form::json, .queue_lines = 1}, sink);
  for (std::size_t i = 1; i <= 1000; ++i) {
    CHECK(log.tell_for_sure({.level = severity::critical, .event = "operator_needed"}));
    REQUIRE(sink->lines.size() == i);
  }
}
