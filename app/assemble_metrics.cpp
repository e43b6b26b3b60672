/// The assembly's figures, for whoever asks how the engine is.

#include <algorithm>
#include <filesystem>
#include <map>
#include <stdexcept>
#include <system_error>

#include "actors/mail/handler_times.hpp"
#include "adapters/channels/certificate_watch.hpp"
#include "adapters/system/thread_figures.hpp"
#include "app/allocator_figures.hpp"
#include "app/assemble.hpp"
#include "app/version.hpp"

namespace sluice::app {
namespace {

namespace fs = std::filesystem;

/// Files come and go while they are counted: who is gone counts as nothing.
std::uint64_t bytes_in(const fs::path& folder) {
  std::uint64_t out = 0;
  std::error_code gone;
  for (fs::recursive_directory_iterator at(folder, gone), end; !gone && at != end;
       at.increment(gone)) {
    std::error_code trouble;
    const auto size = at->is_regular_file(trouble) ? at->file_size(trouble) : 0;
    if (!trouble) out += size;
  }
  return out;
}

store::database_figures figures_of(const store::event_log& log) {
  const auto* const measured = dynamic_cast<const store::measured_log*>(&log);
  return measured == nullptr ? store::database_figures{} : measured->figures();
}

std::string_view version_of(std::string_view library) {
  const auto& all = version_info().libraries;
  const auto* found = std::ranges::find(all, library, [](const auto& row) { return row.first; });
  return found == all.end() ? std::string_view{} : found->second;
}

std::string in_mebibytes(std::uint64_t bytes) { return std::to_string(bytes >> 20U) + " MiB"; }

using metrics::check;

check check_nats(const nats::connection& at) {
  if (at.is_connected()) return {"nats", true, "connected"};
  return {"nats", false,
          at.is_closed() ? "closed for good; the engine ends" : "not connected; it tries again"};
}

check check_disk(std::uint64_t free, std::uint64_t least) {
  return {"disk", free >= least,
          in_mebibytes(free) + " free; below " + in_mebibytes(least) + " new orders are refused"};
}

/// One that has ended stops its channel, not the engine; people are told apart.
check check_certificates(const std::map<channel_id, notification_listener::listened>& channels,
                         instant now) {
  std::multimap<std::string, certificate_end> all;
  for (const auto& [id, at] : channels)
    for (auto& one : at.speaks.now()->certificates()) all.emplace(id.value(), std::move(one));
  return {"certificates", true, next_ends(all, now)};
}

/// The log's clock is ahead where the machine's was set back: channels are told wrong times. The
/// other way round nothing is wrong, and the next start takes it over.
check check_clock(clock_port& clock) {
  constexpr millis too_far{60'000};
  const auto ahead = clock.now() - clock.machine_time();
  const bool is_ahead = ahead > millis{0};
  return {"clock", ahead <= too_far,
          "the log's clock is " + std::to_string((is_ahead ? ahead : -ahead).count()) +
              (is_ahead ? " ms ahead of" : " ms behind") + " the machine's"};
}

/// It takes requests all the same, so that it is ready.
check check_level(const engine* running) {
  if (running == nullptr) return {"money", true, "none leaves before the replay is done"};
  const auto now = running->level();
  if (!degradation::is_restored(now)) return {"money", true, "payments are sent to channels"};
  const auto after = std::to_string(now.restored_after);
  return {"money", true,
          "RESTORED: the log was put back and ends at sequence " + after +
              "; no payment begins and no money leaves. Compare with the channels' bills, then let "
              "two persons say engine.degrade {\"level\":\"normal\",\"restored_after\":" +
              after + "}"};
}

/// It takes requests all the same, so that it is ready.
check check_figures(std::uint32_t one_in) {
  if (one_in == 1) return {"figures", true, "every call is counted"};
  if (one_in == 0)
    return {"figures", true, "NO CALL IS COUNTED: the engine does only what it must"};
  return {"figures", true,
          "ONE CALL IN " + std::to_string(one_in) + " IS COUNTED, because memory is nearly full"};
}

check check_actors(const handler_times& times) {
  constexpr std::size_t shown = 3;
  const auto slowest = words_of_slowest(times.last_minute(), shown);
  return {"actors", true,
          slowest.empty() ? "none was busy in the last minute"
                          : "slowest messages of the last minute: " + slowest};
}

}  // namespace

/// As late as everything is there that is asked, and before there is an engine: who is not ready
/// yet says so.
assembly::step assembly::start_metrics() {
  if (metrics_ || config_.metrics.listen.empty()) return std::nullopt;
  try {
    metrics_ = std::make_unique<metrics::metrics_listener>(
        config_.metrics.listen,
        metrics::metrics_listener::sources{
            .metrics = [this] { return metrics::page_of(read_metrics()).text(); },
            .checks = [this] { return checks(); }});
  } catch (const std::runtime_error& error) {
    return failed{std::string("cannot tell metrics: ") + error.what()};
  }
  return std::nullopt;
}

std::string assembly::metrics_address() const {
  if (!metrics_) return "none";
  const auto& written = config_.metrics.listen;
  return written.substr(0, written.rfind(':') + 1) + std::to_string(metrics_->port());
}

std::vector<check> assembly::checks() const {
  const auto* const engine = running_.load();
  const auto records = std::to_string(env_.log->current_head().position);
  const bool takes = takes_requests_ && owner_->is_surely_ours();
  return {check_nats(*nats_),
          {"log", true, "open; its last record is " + records},
          {"replay", engine != nullptr,
           engine != nullptr ? "done" : "the engine waits for its turn to begin"},
          check_disk(env_.log->free_bytes(), config_.engine.min_free_bytes),
          check_clock(*env_.clock),
          check_certificates(listened_, env_.clock->machine_time()),
          check_level(engine),
          check_figures(counted_one_in()),
          check_actors(*env_.handlers),
          {"requests", takes,
           takes ? "taken" : "not taken: it is not, or not surely, this engine's turn"}};
}

metrics::readings assembly::read_metrics() const {
  metrics::readings out{
      .commands = commands_,
      .counted = env_.counts->now(),
      .followers = followers(),
      .notices = env_.notices->now(),
      .alarms = env_.firing->now(),
      .alarm_facts_lost = heard_->lost(),
      .call_records_dropped = recorder_ ? recorder_->calls_dropped() : 0,
      .channel_messages_dropped = recorder_ ? recorder_->messages_dropped() : 0,
      .links = read_links(),
      .link_calls_one_in = counted_one_in(),
      .refunds = read_refunds(),
      .round = read_round(),
      .slowest = env_.handlers->last_minute(),
      .endpoints = read_endpoints(),
      .probes = read_probes(),
      .store = figures_of(*env_.log),
      .traffic = nats_->traffic(),
      .allocator = allocator_figures(),
      .threads = cpu_of_threads(),
      .log_last_sequence = env_.log->current_head().position,
      .log_bytes = bytes_in(config_.data_dir),
      .log_free_bytes = env_.log->free_bytes(),
      .checks = checks(),
      .process = figures_of_this_process(),
      .version = version_info().version,
      .commit = version_info().commit,
      .rocksdb = version_of("RocksDB")};
  for (const auto& [id, counts] : calls_) out.channels[id].calls = counts;
  if (const auto* const engine = running_.load())
    for (const auto& [id, worst] : engine->worst_ways()) out.channels.at(id).worst = worst;
  return out;
}

}  // namespace sluice::app
