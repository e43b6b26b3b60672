#include "adapters/metrics/readings.hpp"

#include <algorithm>

#include "adapters/metrics/inside_readings.hpp"
#include "adapters/metrics/link_readings.hpp"
#include "base/invariant.hpp"

namespace sluice::metrics {
namespace {

void put_commands(page& on, const nats::endpoint_stats& from) {
  for (const auto& row : api::endpoints()) {
    const auto counted = from.of(row.which);
    for (const auto result : enumerators<nats::command_result>)
      on.put(metric::commands, {row.subject, name_of(result)}, counted.of(result));
    on.put(metric::command_duration, {row.subject}, counted.took);
  }
  on.put(metric::requests_dropped, {}, from.dropped());
}

std::uint64_t number_of(channel::breaker_phase p) noexcept {
  switch (p) {
    case channel::breaker_phase::closed: return 0;
    case channel::breaker_phase::half_open: return 1;
    case channel::breaker_phase::open: return 2;
  }
  broken_invariant("every phase has a number", __FILE__, __LINE__);
}

void put_channel(page& on, const std::string& name, const channel_reading& from) {
  for (const auto what : enumerators<operation>) {
    const auto counted = from.calls->of(what);
    for (const auto how : enumerators<call_outcome>)
      on.put(metric::channel_requests, {name, name_of(what), name_of(how)},
             counted.outcomes[static_cast<std::size_t>(how)]);
    on.put(metric::channel_request_duration, {name, name_of(what)}, counted.took);
  }
  on.put(metric::channel_breaker, {name}, number_of(from.worst));
}

/// Who brings merchants what happens has looked at the log, but is done only when they have it.
std::uint64_t still_to_bring(const readings& now, const std::string& follower) {
  std::uint64_t most = 0;
  if (follower == "webhooks")
    for (const auto& e : now.endpoints) most = std::max(most, lag_of(e, now.log_last_sequence));
  return most;
}

void put_log(page& on, const readings& now) {
  for (const auto& [type, count] : now.counted.events)
    on.put(metric::events, {name_of(type)}, count);
  on.put(metric::log_last_sequence, {}, now.log_last_sequence);
  on.put(metric::log_bytes, {}, now.log_bytes);
  on.put(metric::log_free_bytes, {}, now.log_free_bytes);
  for (const auto& f : now.followers) {
    on.put(metric::follower_lag, {f.name}, std::max(f.lag, still_to_bring(now, f.name)));
    on.put(metric::follower_kept_waiting, {f.name}, std::uint64_t{f.is_kept_waiting});
  }
}

void put_orders(page& on, const order_counts& from) {
  for (const auto stage : enumerators<order_stage>)
    on.put(metric::orders, {name_of(stage)}, from.by_stage[static_cast<std::size_t>(stage)]);
  for (std::size_t i = 0; i < currencies.size(); ++i) {
    on.put(metric::captured, {currencies[i].name}, static_cast<std::uint64_t>(from.captured[i]));
    on.put(metric::paid_out, {currencies[i].name}, static_cast<std::uint64_t>(from.paid_out[i]));
  }
}

void put_notices(page& on, const std::map<std::string, notice_counts::figures>& from) {
  for (const auto& [receiver, counted] : from)
    for (const auto how : enumerators<notice_outcome>)
      on.put(
          metric::alarm_notices, {receiver, name_of(how)}, counted[static_cast<std::size_t>(how)]);
}

void put_alarms(page& on, const readings& now) {
  for (std::size_t i = 0; i < now.alarms.size(); ++i)
    on.put(metric::alarms_firing, {alarm::kind_rows[i].name}, now.alarms[i]);
  on.put(metric::alarm_facts_lost, {}, now.alarm_facts_lost);
}

void put_records(page& on, const readings& now) {
  on.put(metric::records_dropped, {"call"}, now.call_records_dropped);
  on.put(metric::records_dropped, {"message"}, now.channel_messages_dropped);
}

void put_process(page& on, const process_figures& from) {
  on.put(metric::memory, {}, from.resident_bytes);
  on.put(metric::virtual_memory, {}, from.virtual_bytes);
  on.put(metric::cpu, {}, from.cpu);
  on.put(metric::open_files, {}, from.open_files);
  on.put(metric::most_open_files, {}, from.most_open_files);
  on.put(metric::threads, {}, from.threads);
  on.put(metric::started, {}, from.started);
}

}  // namespace

page page_of(const readings& now) {
  page out;
  put_commands(out, *now.commands);
  put_log(out, now);
  for (const auto& [id, from] : now.channels) put_channel(out, id.value(), from);
  put_orders(out, now.counted.orders);
  put_notices(out, now.notices);
  put_alarms(out, now);
  put_records(out, now);
  put_links(out, now);
  put_round(out, now.round);
  put_slowest(out, now.slowest);
  put_endpoints(out, now);
  put_inside(out, now);
  for (const auto& c : now.checks) out.put(metric::ready, {c.name}, std::uint64_t{c.is_well});
  out.put(metric::build_info, {now.version, now.commit, now.rocksdb}, std::uint64_t{1});
  put_process(out, now.process);
  return out;
}

}  // namespace sluice::metrics
