#include "adapters/metrics/inside_readings.hpp"

namespace sluice::metrics {
namespace {

void put_probe(page& on, const std::string& channel, const link_figures::probe& p) {
  on.put(metric::channel_probe_time, {channel}, std::chrono::nanoseconds(p.at.time_since_epoch()));
  on.put(metric::channel_probe_answered, {channel},
         std::uint64_t{p.result != figures::call_result::unknown});
  on.put(metric::channel_probe_duration, {channel}, std::chrono::nanoseconds(p.took));
}

void put_store(page& on, const store::database_figures& from) {
  on.put(metric::store_wal, {}, from.wal_bytes);
  on.put(metric::store_memtables, {}, from.memtable_bytes);
  on.put(metric::store_pending_compaction, {}, from.pending_compaction_bytes);
  on.put(metric::store_write_stopped, {}, std::uint64_t{from.is_write_stopped});
  on.put(metric::store_write_delayed, {}, from.delayed_bytes_per_second);
}

}  // namespace

std::uint64_t lag_of(const endpoint_reading& e, std::uint64_t last) noexcept {
  return e.oldest == 0 || e.oldest > last ? 0 : last - e.oldest + 1;
}

void put_endpoints(page& on, const readings& now) {
  for (const auto& e : now.endpoints) {
    on.put(metric::webhook_waiting, {e.merchant, e.endpoint}, e.waiting);
    on.put(metric::webhook_lag, {e.merchant, e.endpoint}, lag_of(e, now.log_last_sequence));
    on.put(metric::webhook_disabled, {e.merchant, e.endpoint}, std::uint64_t{e.is_disabled});
  }
}

void put_inside(page& on, const readings& now) {
  for (const auto& [channel, p] : now.probes) put_probe(on, channel.value(), p);
  put_store(on, now.store);
  on.put(metric::nats_connected, {}, std::uint64_t{now.traffic.is_connected});
  on.put(metric::nats_reconnects, {}, now.traffic.reconnects);
  on.put(metric::nats_pending, {}, now.traffic.pending_bytes);
  for (const auto& [what, bytes] : now.allocator) on.put(metric::allocator, {what}, bytes);
  for (const auto& [name, time] : now.threads) on.put(metric::thread_cpu, {name}, time);
}

}  // namespace sluice::metrics
