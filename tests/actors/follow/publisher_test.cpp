#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::test;
using namespace std::chrono_literals;

namespace {

/// Takes events until it is told to refuse.
class counting_sink : public event_sink {
 public:
  bool publish(const decoded_record& r) override {
    if (throws) throw std::runtime_error("a sink that breaks");
    if (!takes) return false;
    seen.push_back(r.record().position);
    return true;
  }
  bool flush() override { return flushes; }

  bool takes = true;
  bool throws = false;
  bool flushes = true;
  std::vector<store::sequence> seen;
};

}  // namespace

TEST_CASE("every event is published in order, and after an outage from where it stopped") {
  stage s;
  auto sink = std::make_shared<counting_sink>();
  s.sink = sink;
  s.wechat->always = [](const channel_call& c) { return says(c, order::finding::paid); };
  s.open();
  s.ask(stage::order_request("A-1"));
  sink->takes = false;
  s.ask(stage::order_request("A-2"));
  CHECK(sink->seen.back() < s.log->current_head().position);
  sink->takes = true;
  s.advance(1s);
  REQUIRE(sink->seen.size() == s.log->current_head().position);
  for (std::size_t i = 0; i < sink->seen.size(); ++i) CHECK(sink->seen[i] == i + 1);
}

TEST_CASE("what did not reach the other side is published again") {
  stage s;
  auto sink = std::make_shared<counting_sink>();
  sink->flushes = false;
  s.sink = sink;
  s.wechat->always = [](const channel_call& c) { return says(c, order::finding::paid); };
  s.open();
  s.ask(stage::order_request("A-1"));
  const auto once = sink->seen.size();
  CHECK(s.log->bookmark_of("publisher") == store::bookmark{0});
  sink->flushes = true;
  s.advance(1s);
  CHECK(sink->seen.size() > once);
  CHECK(s.log->bookmark_of("publisher")->position == s.log->current_head().position);
}

TEST_CASE("a sink that throws is no more than one that does not take") {
  stage s;
  auto sink = std::make_shared<counting_sink>();
  sink->throws = true;
  s.sink = sink;
  s.wechat->always = [](const channel_call& c) { return says(c, order::finding::paid); };
  s.open();
  s.ask(stage::order_request("A-1"));
  s.advance(30s);
  CHECK(s.fatal.empty());
  CHECK(s.last_order().state == "paid");
  CHECK(s.told->count("follower_failed") == 1);
  CHECK(s.told->last("follower_failed").starts_with("critical follower=publisher cursor="));
  sink->throws = false;
  s.advance(5s);
  CHECK(sink->seen.size() == s.log->current_head().position);
}
