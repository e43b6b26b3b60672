#pragma once
/// What the parts of the engine say of themselves at one moment, and the page that is made of it.
/// Every value that a label can have is there from the start, at 0: what has never happened must
/// not look like what nobody counts. Pure.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "actors/alarm/alarm_counts.hpp"
#include "actors/alarm/notice_counts.hpp"
#include "actors/figures/link_figures.hpp"
#include "actors/follow/follower_standing.hpp"
#include "actors/follow/meter.hpp"
#include "actors/mail/handler_times.hpp"
#include "actors/mail/round_trip.hpp"
#include "adapters/channels/channel_counts.hpp"
#include "adapters/metrics/health.hpp"
#include "adapters/metrics/page.hpp"
#include "adapters/nats/endpoint_stats.hpp"
#include "adapters/nats/traffic_figures.hpp"
#include "adapters/system/process_figures.hpp"
#include "domain/channel/standing.hpp"
#include "store/database_figures.hpp"

namespace sluice::metrics {

struct channel_reading {
  std::shared_ptr<const channel_counts> calls;
  channel::breaker_phase worst = channel::breaker_phase::closed;
};

struct link_reading {
  figures::link where{};
  link_figures::totals counted{};
  std::vector<currency> currencies{};  ///< that it takes; others only where there were some
};

/// The last message that went round the engine, and the one that is on its way.
struct round_reading {
  round_trip::waits waited{};
  std::chrono::nanoseconds age{0};
};

struct endpoint_reading {
  std::string merchant, endpoint;
  std::uint64_t waiting = 0;
  std::uint64_t oldest = 0;  ///< in the log; 0: nothing waits
  bool is_disabled = false;
};

struct readings {
  std::shared_ptr<const nats::endpoint_stats> commands;
  std::map<channel_id, channel_reading> channels{};
  meter::figures counted{};
  std::vector<follower_standing> followers{};
  std::map<std::string, notice_counts::figures> notices{};  ///< by receiver
  alarm_counts::figures alarms{};  ///< that fire
  std::uint64_t alarm_facts_lost = 0;
  std::uint64_t call_records_dropped = 0, channel_messages_dropped = 0;
  std::vector<link_reading> links{};
  std::uint32_t link_calls_one_in = 1;
  std::map<channel_id, figures::refund_counts> refunds{};  ///< of each channel of the file
  round_reading round{};
  handler_times::all slowest{};  ///< messages of the last minute
  std::vector<endpoint_reading> endpoints{};  ///< for webhooks
  std::map<channel_id, link_figures::probe> probes{};  ///< of each channel of the file
  store::database_figures store{};
  nats::traffic_figures traffic{};
  std::vector<std::pair<std::string_view, std::uint64_t>> allocator{};  ///< bytes by kind
  std::map<std::string, std::chrono::nanoseconds> threads{};  ///< time of processors, by name
  std::uint64_t log_last_sequence = 0;
  std::uint64_t log_bytes = 0;
  std::uint64_t log_free_bytes = 0;
  std::vector<check> checks{};
  process_figures process{};
  std::string_view version{}, commit{}, rocksdb{};
};

[[nodiscard]] page page_of(const readings& now);

}  // namespace sluice::metrics
