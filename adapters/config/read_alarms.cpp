/// [alarms]: from when on people are alarmed. Who is: read_receivers.cpp.

#include "adapters/config/sections.hpp"

namespace sluice::config {
namespace {

constexpr millis a_second{1000};
constexpr std::uint32_t many = 1'000'000;

void read_network(toml_reader& in, alarm::thresholds& out) {
  in.whole<std::uint32_t>("channel_errors", out.channel_errors, 1, many);
  in.duration("channel_window", out.channel_window, a_second, a_day);
  in.whole<std::uint32_t>("minute_errors", out.minute_errors, 1, many);
  in.whole<std::uint32_t>("minutes", out.minutes, 1, 60);
  in.duration("minute", out.minute, a_second, a_day);
  in.whole<std::uint32_t>("total_errors", out.total_errors, 1, many);
  in.duration("total_window", out.total_window, a_second, a_day);
  in.whole<std::uint32_t>("least_channels", out.least_channels, 1, 1000);
  in.duration("overdue", out.overdue, a_second, a_day);
  in.duration("endpoint_failing", out.endpoint_failing, a_second, a_day);
}

void read_rates(toml_reader& in, alarm::thresholds& out) {
  in.whole<std::uint32_t>("success_percent", out.success_percent, 1, 100);
  in.duration("rate_window", out.rate_window, a_second, a_day);
  in.whole<std::uint32_t>("rate_least", out.rate_least, 1, many);
  in.duration("rate_short_window", out.rate_short_window, a_second, a_day);
  in.whole<std::uint32_t>("rate_short_least", out.rate_short_least, 1, many);
  in.whole<std::uint32_t>("failures_in_a_row", out.failures_in_a_row, 1, many);
  in.duration("row_window", out.row_window, a_second, a_day);
  in.whole<std::uint32_t>("code_least", out.code_least, 1, many);
  in.whole<std::uint32_t>("code_percent", out.code_percent, 1, 100);
  in.duration("code_window", out.code_window, a_second, a_day);
  in.whole<std::uint32_t>("volume_deviations", out.volume_deviations, 1, 100);
  in.whole<std::uint32_t>("volume_minutes", out.volume_minutes, 1, 60);
  in.whole<std::uint32_t>("volume_least", out.volume_least, 1, many);
  constexpr std::int64_t much = 1'000'000'000'000'000;
  in.whole<std::int64_t>("large_amount_minor", out.large_amount_minor, 1, much);
  in.whole<std::int64_t>("large_day_minor", out.large_day_minor, 1, much);
}

void read_outside(toml_reader& in, alarm::thresholds& out) {
  in.duration("payer_slow_after", out.payer_slow_after, a_second, a_day);
  in.whole<std::uint32_t>("payer_slow_percent", out.payer_slow_percent, 1, 100);
  in.whole<std::uint32_t>("payer_slow_least", out.payer_slow_least, 1, many);
  in.duration("payer_slow_window", out.payer_slow_window, a_second, a_day);
  in.whole<std::uint32_t>("foreign_many", out.foreign_many, 1, 1000);
  in.duration("foreign_window", out.foreign_window, a_second, a_day);
}

void read_telling(toml_reader& in, alarm::thresholds& out) {
  in.duration("first_wait", out.first_wait, millis{0}, a_day);
  in.duration("first_wait_watch", out.first_wait_watch, millis{0}, a_day);
  in.duration("repeat", out.repeat, a_second, a_day);
  in.duration("repeat_watch", out.repeat_watch, a_second, a_day);
  in.duration("escalate_first", out.escalate_first, a_second, a_day);
  in.duration("escalate_second", out.escalate_second, a_second, a_day);
  in.duration("held", out.held, millis{0}, a_day);
  in.duration("stale", out.stale, a_second, a_day);
  in.duration("flapping_window", out.flapping_window, a_second, a_day);
  in.duration("flapping_clear", out.flapping_clear, a_second, a_day);
}

void check_together(toml_reader& in, const alarm::thresholds& t) {
  if (t.rate_short_window > t.rate_window)
    in.complain("rate_short_window", "is longer than rate_window",
                "a short window, at most as long as the long one: it says that it is still so");
  if (t.rate_short_least > t.rate_least)
    in.complain("rate_short_least", "is more than rate_least",
                "no more payments in the short window than in the long one");
  if (t.escalate_second <= t.escalate_first)
    in.complain("escalate_second", "is not after escalate_first",
                "a longer time than escalate_first: both count from when the alarm fired");
  if (t.first_wait > t.repeat)
    in.complain("first_wait", "is longer than repeat",
                "a wait of seconds: people would be told again before they are told at all");
  if (t.first_wait_watch > t.repeat_watch)
    in.complain("first_wait_watch", "is longer than repeat_watch",
                "a shorter wait: people would be told again before they are told at all");
  if (t.flapping_clear > t.flapping_window)
    in.complain("flapping_clear", "is longer than flapping_window",
                "at most flapping_window: an alarm that has been quiet for so long flaps no more");
}

}  // namespace

void read_alarms(toml_reader in, configuration& out) {
  auto& thresholds = out.engine.alarms.thresholds;
  read_network(in, thresholds);
  read_rates(in, thresholds);
  read_outside(in, thresholds);
  read_telling(in, thresholds);
  if (in.sound()) check_together(in, thresholds);
  std::uint32_t divisor = 1;
  constexpr std::uint32_t most = 1000;
  in.whole<std::uint32_t>("divide_windows", divisor, 1, most);
  thresholds = alarm::divided(thresholds, divisor);
  if (auto receivers = in.table("receivers")) read_receivers(*std::move(receivers), out);
  in.finish();
}

}  // namespace sluice::config
