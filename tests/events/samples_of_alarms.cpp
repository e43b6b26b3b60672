// What happens to alarms.

#include "tests/events/sample_parts.hpp"

namespace sluice::samples {

std::vector<sample> of_alarms() {
  const signed_by who{"li.wei", "the provider knows"};
  const auto at = ordinary_time();
  return {
      {"alarm_fired", alarm::alarm_fired{7, alarm::kind::network_channel, "alipay", 12,
                                         "12 payments one after the other had no answer"}},
      {"alarm_grew", alarm::alarm_grew{7, 100}},
      {"alarm_escalated", alarm::alarm_escalated{7, 2}},
      {"alarm_flapping", alarm::alarm_flapping{7}},
      {"alarm_acknowledged", alarm::alarm_acknowledged{7, who}},
      {"alarm_silenced",
       alarm::alarm_silenced{
           {alarm::kind::success_rate, "alipay/payment_code", at, at + millis{3'600'000}}, who}},
      {"alarm_silenced_all_of_a_kind",
       alarm::alarm_silenced{{alarm::kind::volume, "", at, at + millis{60'000}}, who}},
      {"alarm_resolved", alarm::alarm_resolved{7, 14, 120, millis{180'000}}},
  };
}

}  // namespace sluice::samples
