// Any follower, led by its actor: what it keeps is saved with its cursor; damage and lag are said.

#include "actors/follow/follower_actor.hpp"

#include "store/memory_event_log.hpp"
#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

/// Keeps a balance, in a form that has versions.
class counting_follower final : public follower {
 public:
  explicit counting_follower(std::uint32_t version, beginning from = beginning::first_record)
      : version_(version), from_(from) {}
  std::string_view name() const noexcept override { return "counter"; }
  beginning begins() const noexcept override { return from_; }
  bool concerns(std::uint16_t) const noexcept override { return true; }
  bool take(const decoded_record&) override { return true; }
  bool flush() override { return true; }
  snapshot state() const override { return {version_, std::to_string(balance)}; }
  bool restore(const snapshot& from) override {
    if (from.version != version_) return false;
    balance = std::stoi(from.bytes);
    return true;
  }
  int balance = 0;

 private:
  std::uint32_t version_;
  beginning from_;
};

/// The publisher's other side, which takes everything.
class willing_sink : public event_sink {
 public:
  bool publish(const decoded_record& r) override {
    seen.push_back(r.record().position);
    return true;
  }
  bool flush() override { return true; }
  std::vector<store::sequence> seen;
};

void fill(store::memory_event_log& log) {
  const store::append_request request{
      .stream = "channel/x", .records = {{.type = 100}, {.type = 100}, {.type = 100}}};
  REQUIRE(std::holds_alternative<std::vector<store::append_result>>(
      log.append(std::span(&request, 1))));
}

}  // namespace

TEST_CASE("a follower goes on with what it kept, from where it was") {
  store::memory_event_log log;
  remembering_observer tells;
  fill(log);
  log.save_bookmark("counter", {2, 5, "42"});
  counting_follower again(5);
  CHECK(where_to_go_on(again, log, tells) == 2);
  CHECK(again.balance == 42);
  CHECK(tells.events.empty());
}

TEST_CASE("what a follower kept is thrown away when it does not fit, and made again from the log") {
  store::memory_event_log log;
  remembering_observer tells;
  fill(log);
  log.save_bookmark("counter", {2, 4, "42"});
  counting_follower newer(5);
  CHECK(where_to_go_on(newer, log, tells) == 0);
  CHECK(newer.balance == 0);
  CHECK(log.bookmark_of("counter") == store::bookmark{0, 5, "0"});
  CHECK(tells.count("follower_begins") == 1);
}

TEST_CASE("a follower that began at the head skips nothing when what it kept does not fit") {
  store::memory_event_log log;
  remembering_observer tells;
  fill(log);
  log.save_bookmark("counter", {1, 4, "42"});
  counting_follower newer(5, beginning::head);
  CHECK(where_to_go_on(newer, log, tells) == 1);
}

TEST_CASE("no bookmark is believed beyond the end of the log, whether what it kept fits or not") {
  store::memory_event_log log;
  remembering_observer tells;
  fill(log);
  for (const std::uint32_t version : {4U, 5U}) {
    log.save_bookmark("counter", {9, version, "42"});
    counting_follower newer(5, beginning::head);
    CHECK(where_to_go_on(newer, log, tells) == 3);
  }
}

TEST_CASE("a follower stands still at a damaged record, says so once, and nobody else minds") {
  const auto log = std::make_shared<store::memory_event_log>();
  fill(*log);
  log->flip(2, 60, 1);
  stage s{log};
  const auto sink = std::make_shared<willing_sink>();
  s.sink = sink;
  s.open();
  s.advance(std::chrono::minutes{1});
  CHECK(sink->seen == std::vector<store::sequence>{1});
  CHECK(log->bookmark_of("publisher")->position == 1);
  CHECK(s.told->count("log_damaged") == 1);
  CHECK(s.told->last("log_damaged").starts_with("critical follower=publisher cursor="));
  CHECK(s.told->count("follower_lags") == 1);
  const auto standing = s.everyone->followers().standings();
  REQUIRE(standing.size() == 2);
  CHECK(standing[1].name == "publisher");
  CHECK(standing[1].lag == log->current_head().position - 1);
  CHECK(standing[1].is_kept_waiting);
  CHECK(standing[0].lag == 0);  // the alarms began behind the damage
}
