#include "adapters/metrics/link_readings.hpp"

#include <algorithm>
#include <numeric>

namespace sluice::metrics {
namespace {

void put_link(page& on, const link_reading& from) {
  const auto& channel = from.where.channel.value();
  const auto type = name_of(from.where.type);
  on.put(metric::link_paid, {channel, type}, from.counted.paid.orders);
  for (std::size_t i = 0; i < currencies.size(); ++i) {
    const auto sum = from.counted.paid.minor[i];
    if (sum != 0 || std::ranges::count(from.currencies, currencies[i].code) != 0)
      on.put(metric::link_paid_minor, {channel, type, currencies[i].name},
             static_cast<std::uint64_t>(sum));
  }
  for (const auto r : enumerators<figures::call_result>)
    on.put(metric::link_calls, {channel, type, name_of(r)},
           from.counted.calls.results[static_cast<std::size_t>(r)]);
  on.put(metric::link_call_duration, {channel, type}, from.counted.calls.took);
}

void put_refunds(page& on, const std::string& channel, const figures::refund_counts& from) {
  on.put(metric::refunds_requested, {channel}, from.requested);
  for (const auto e : enumerators<figures::refund_end>)
    on.put(metric::refunds_ended, {channel, name_of(e)}, from.ended[static_cast<std::size_t>(e)]);
  on.put(metric::refunds_waiting, {channel},
         from.requested - std::accumulate(from.ended.begin(), from.ended.end(), std::uint64_t{0}));
}

}  // namespace

void put_links(page& on, const readings& now) {
  for (const auto& l : now.links) put_link(on, l);
  on.put(metric::link_calls_one_in, {}, std::uint64_t{now.link_calls_one_in});
  for (const auto& [channel, counted] : now.refunds) put_refunds(on, channel.value(), counted);
}

void put_round(page& on, const round_reading& from) {
  for (const auto s : enumerators<round_stop>)
    on.put(metric::engine_round, {name_of(s)}, from.waited[static_cast<std::size_t>(s)]);
  on.put(metric::engine_round_age, {}, from.age);
}

void put_slowest(page& on, const handler_times::all& from) {
  for (const auto h : enumerators<handler>)
    on.put(metric::slowest_message, {name_of(h)}, from[static_cast<std::size_t>(h)].took);
}

}  // namespace sluice::metrics
