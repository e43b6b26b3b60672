// The log says under which configuration the engine ran: it is written when it differs from the
// last that was written, of merchants and of channels.

#include "events/codec.hpp"
#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

template <class Event, class Configured = typename std::variant_alternative_t<0, Event>>
std::vector<Configured> all_in(const store::event_log& log, const std::string& stream) {
  std::vector<Configured> out;
  const auto read = log.read_stream(stream);
  for (const auto& r : std::get<std::vector<store::record>>(read))
    out.push_back(std::get<Configured>(std::get<Event>(std::get<decoded>(decode(r)).event)));
  return out;
}

using log_ptr = std::shared_ptr<store::memory_event_log>;

/// A start, with something changed before it.
void start(const log_ptr& log, const std::function<void(engine_settings&)>& change = {}) {
  stage s{log};
  if (change) change(s.settings);
  s.open();
}

const std::string merchant_entries = "merchant/m1";
const std::string channel_entries = "channel/wechat";

}  // namespace

TEST_CASE("the first start writes the configuration, an equal one writes nothing") {
  const auto log = std::make_shared<store::memory_event_log>();
  start(log);
  const auto merchants = all_in<merchant::event>(*log, merchant_entries);
  REQUIRE(merchants.size() == 1);
  CHECK(merchants[0].merchant == merchant_id{"m1"});
  CHECK(merchants[0].enabled);
  CHECK(merchants[0].business_types ==
        std::vector{business_type::payment_code, business_type::quick_pay, business_type::payout});
  CHECK(merchants[0].channels == std::vector{channel_id{"wechat"}});
  const auto channels = all_in<channel::event>(*log, channel_entries);
  REQUIRE(channels.size() == 1);
  CHECK(channels[0] == channel::configured{channel_id{"wechat"}, channel::limits{}});
  const auto head = log->current_head().position;
  start(log);
  CHECK(log->current_head().position == head);
}

TEST_CASE("a changed configuration is written, with what was there before kept") {
  const auto log = std::make_shared<store::memory_event_log>();
  start(log);
  start(log, [](engine_settings& s) { s.merchants[0].enabled = false; });
  start(log, [](engine_settings& s) {
    s.channels[0].limits.max_in_flight = 7;
    s.merchants[0].business_types = {business_type::payout};
  });
  const auto merchants = all_in<merchant::event>(*log, merchant_entries);
  REQUIRE(merchants.size() == 3);
  CHECK(merchants[0].enabled);
  CHECK_FALSE(merchants[1].enabled);
  CHECK(merchants[2].enabled);
  CHECK(merchants[2].business_types == std::vector{business_type::payout});
  const auto channels = all_in<channel::event>(*log, channel_entries);
  REQUIRE(channels.size() == 2);
  CHECK(channels[0].limits.max_in_flight == channel::limits{}.max_in_flight);
  CHECK(channels[1].limits.max_in_flight == 7);
}

TEST_CASE("what a request carries stands in the events that it caused") {
  stage s;
  s.open();
  s.everyone->ask({.ask = stage::order_request("A-1"),
                   .id = command_id{"C-1"},
                   .traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                   .reply_to = std::make_shared<remembered_reply>(s.answers)});
  s.run();
  const auto read = s.log->read_stream("order/m1/A-1");
  const auto& records = std::get<std::vector<store::record>>(read);
  REQUIRE(records.size() == 2);
  for (const auto& r : records) {
    const auto why = std::get<decoded>(decode(r)).why;
    CHECK(why.command_id == "C-1");
    CHECK(why.traceparent == "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
  }
}
