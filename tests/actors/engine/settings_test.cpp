#include "actors/engine/settings.hpp"

#include "tests/catch.hpp"

using namespace sluice;
using namespace std::chrono_literals;

namespace {

channel_settings with_timeout(const char* id, business_type type, millis timeout) {
  channel_settings c{.id = channel_id{id}};
  c.timing[type].call_timeout = timeout;
  return c;
}

}  // namespace

TEST_CASE("the times of a channel are its own, else another channel's, else the usual ones") {
  const std::vector<channel_settings> all{
      {.id = channel_id{"bare"}},
      with_timeout("a", business_type::payout, 21s),
      with_timeout("b", business_type::payout, 22s)};
  const auto timeout = [&](const char* id, business_type type) {
    return timing_of(all, channel_id{id}, type).call_timeout;
  };
  CHECK(timeout("a", business_type::payout) == 21s);
  CHECK(timeout("b", business_type::payout) == 22s);
  CHECK(timeout("bare", business_type::payout) == 21s);
  CHECK(timeout("gone", business_type::payout) == 21s);
  CHECK(timeout("a", business_type::quick_pay) == attempt_timing{}.call_timeout);
}

TEST_CASE("a channel says how many refunds an order may have; one that is gone, the usual number") {
  channel_settings few{.id = channel_id{"few"}};
  few.most_refunds_per_order = 2;
  const std::vector<channel_settings> all{{.id = channel_id{"bare"}}, few};
  CHECK(most_refunds_of(all, channel_id{"few"}) == 2);
  CHECK(most_refunds_of(all, channel_id{"bare"}) == 50);
  CHECK(most_refunds_of(all, channel_id{"gone"}) == 50);
}
