#pragma once
/// What the engine tells of itself in numbers: one table, from which /metrics is made and with
/// which the dashboard and the rules in deploy/ are compared. Names follow Prometheus's own advice
/// (prometheus.io/docs/practices/naming): base units, "_total" on what is counted. No label ever
/// has an order's or a merchant's name.

#include <array>
#include <cstdint>
#include <string_view>

#include "base/enumerators.hpp"

namespace sluice::metrics {

enum class metric : std::uint8_t {
  commands,
  command_duration,
  requests_dropped,
  events,
  log_last_sequence,
  log_bytes,
  log_free_bytes,
  channel_requests,
  channel_request_duration,
  channel_breaker,
  orders,
  captured,
  paid_out,
  follower_lag,
  follower_kept_waiting,
  alarm_notices,
  alarms_firing,
  alarm_facts_lost,
  records_dropped,
  ready,
  build_info,
  memory,
  virtual_memory,
  cpu,
  open_files,
  most_open_files,
  threads,
  started,
};

enum class kind : std::uint8_t {
  counter,    ///< only ever grows, but for a restart
  gauge,      ///< goes up and down
  histogram,  ///< of durations: bounds in base/duration_counts.hpp
};

struct metric_info {
  metric which;
  std::string_view name;
  kind of;
  std::string_view help;
  std::array<std::string_view, 3> labels{};  ///< the rest is empty

  [[nodiscard]] constexpr std::size_t label_count() const noexcept {
    std::size_t n = 0;
    while (n < labels.size() && !labels[n].empty()) ++n;
    return n;
  }
};

inline constexpr std::array<metric_info, enumerators<metric>.size()> table{{
    {metric::commands,
     "pay_commands_total",
     kind::counter,
     "Requests answered, by command and result. try_again: not now, but maybe later.",
     {"command", "result"}},
    {metric::command_duration,
     "pay_command_duration_seconds",
     kind::histogram,
     "From a request's arrival to its answer.",
     {"command"}},
    {metric::requests_dropped, "pay_requests_dropped_total", kind::counter,
     "Requests dropped unread, because they came faster than they could be taken in."},
    {metric::events,
     "pay_events_appended_total",
     kind::counter,
     "Events in the log since its first record, by type. Restarts go on counting.",
     {"type"}},
    {metric::log_last_sequence, "pay_event_log_last_sequence", kind::gauge,
     "The last record's number in the event log."},
    {metric::log_bytes, "pay_event_log_bytes", kind::gauge,
     "Size of the files in the data folder."},
    {metric::log_free_bytes, "pay_event_log_free_bytes", kind::gauge,
     "Free space on the device of the data folder."},
    {metric::channel_requests,
     "pay_channel_requests_total",
     kind::counter,
     "Calls to a channel, by what was wanted and what came of it.",
     {"channel", "operation", "outcome"}},
    {metric::channel_request_duration,
     "pay_channel_request_duration_seconds",
     kind::histogram,
     "From when a call leaves the channel's queue until its answer is understood.",
     {"channel", "operation"}},
    {metric::channel_breaker,
     "pay_channel_breaker_state",
     kind::gauge,
     "The worst of the ways into a channel. 0: closed, all pass; 1: half open, a few do; "
     "2: open, none does.",
     {"channel"}},
    {metric::orders, "pay_orders", kind::gauge, "Orders in the log, by phase.", {"state"}},
    {metric::captured,
     "pay_captured_minor_total",
     kind::counter,
     "What payers have paid, in minor units (fen, cent), without test traffic. Exact up to 2^53: "
     "the books are in the log.",
     {"currency"}},
    {metric::paid_out,
     "pay_paid_out_minor_total",
     kind::counter,
     "What payees have got, in minor units, without test traffic. Exact up to 2^53.",
     {"currency"}},
    {metric::follower_lag,
     "pay_follower_lag_records",
     kind::gauge,
     "Records of the log that a follower has still to look at.",
     {"follower"}},
    {metric::follower_kept_waiting,
     "pay_follower_kept_waiting",
     kind::gauge,
     "1: what a follower tells is not taken on the other side.",
     {"follower"}},
    {metric::alarm_notices,
     "pay_alarm_notices_total",
     kind::counter,
     "Notices of alarms to a receiver, by what became of them. failed: tries, which are made "
     "again.",
     {"receiver", "outcome"}},
    {metric::alarms_firing,
     "pay_alarms_firing",
     kind::gauge,
     "Alarms that fire, by kind, whether somebody sees to them or not.",
     {"kind"}},
    {metric::alarm_facts_lost, "pay_alarm_facts_lost_total", kind::counter,
     "Ends of calls that the rules of alarms have not heard of, because there were too many."},
    {metric::records_dropped,
     "pay_call_records_dropped_total",
     kind::counter,
     "Records of calls to channels, and of messages, that were dropped: there were too many.",
     {"record"}},
    {metric::ready,
     "pay_ready",
     kind::gauge,
     "1: the check of /readyz says that all is well.",
     {"check"}},
    {metric::build_info,
     "pay_build_info",
     kind::gauge,
     "What this program is made of. Always 1.",
     {"version", "commit", "rocksdb"}},
    {metric::memory, "process_resident_memory_bytes", kind::gauge,
     "Memory of this process that is in use."},
    {metric::virtual_memory, "process_virtual_memory_bytes", kind::gauge,
     "Address space of this process."},
    {metric::cpu, "process_cpu_seconds_total", kind::counter,
     "Time that processors have spent on this process."},
    {metric::open_files, "process_open_fds", kind::gauge, "Open files of this process."},
    {metric::most_open_files, "process_max_fds", kind::gauge,
     "How many files this process may open."},
    {metric::threads, "process_threads", kind::gauge, "Threads of this process."},
    {metric::started, "process_start_time_seconds", kind::gauge,
     "When this process began, in seconds since 1970."},
}};

static_assert(is_indexed_by(table, &metric_info::which), "every metric has a row, in order");
static_assert(has_each_once(table, &metric_info::name), "no two metrics share a name");

[[nodiscard]] constexpr const metric_info& info_of(metric m) noexcept {
  return table[static_cast<std::size_t>(m)];
}

}  // namespace sluice::metrics
