#include "tests/events/samples.hpp"

namespace sluice::samples {
namespace {

signed_by li() { return {"li.wei", "maintenance of the line until noon"}; }

}  // namespace

std::vector<sample> of_measures() {
  const std::string longest(max_name_length, 'x');
  return {
      {"merchant_degraded",
       merchant::degraded{merchant_id{"m1"},
                          business_type::payout,
                          {.to = merchant::level::throttled,
                           .per_second = 5,
                           .until = instant{millis{1'767'322'800'000}}},
                          li()}},
      {"merchant_promoted",
       merchant::promoted{merchant_id{"m1"},
                          business_type::payment_code,
                          {.from = instant{millis{1'767'322'800'000}},
                           .until = instant{millis{1'767'409'200'000}},
                           .times = 50},
                          li()}},
      {"merchant_degraded_all", merchant::degraded{merchant_id{longest},
                                                   {},
                                                   {.to = merchant::level::refuse},
                                                   {longest, std::string(256, '!')}}},
      {"merchant_promoted_no_longer",
       merchant::promoted{merchant_id{longest}, {}, {}, {longest, std::string(256, '!')}}},
  };
}

}  // namespace sluice::samples
