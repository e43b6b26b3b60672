/// Whether the assembly's engine still turns round, for the service manager and for metrics.

#include <algorithm>

#include "adapters/system/service_manager.hpp"
#include "app/assemble.hpp"
#include "domain/figures/sampling.hpp"

namespace sluice::app {
namespace {

/// Longer than any queue of an engine that only has much to do.
constexpr std::chrono::seconds hangs_after{10};

}  // namespace

void assembly::keep_watch() {
  const auto now = watchdog::clock::now();
  end_round();
  if (dog_.is_due(now)) begin_round();
  if (const auto since = dog_.running_since(); since && now - *since >= hangs_after)
    tell_of_hanging();
}

void assembly::begin_round() {
  const auto* const engine = running_.load();
  auto round = engine == nullptr ? nullptr : engine->send_round();
  if (round == nullptr) return;
  dog_.began(watchdog::clock::now());
  const std::lock_guard held(round_lock_);
  round_ = std::move(round);
}

void assembly::end_round() {
  {
    const std::lock_guard held(round_lock_);
    if (round_ == nullptr || !round_->is_done()) return;
    last_waits_ = round_->waited();
    round_.reset();
  }
  told_of_hanging_ = false;
  if (dog_.ended()) tell_service_manager("WATCHDOG=1");
  const auto all = checks();
  const auto* const ill = metrics::first_unwell(all);
  auto status = ill == nullptr ? std::string("all is well")
                               : "NOT READY: " + std::string(ill->name) + ": " + ill->says;
  if (status == told_status_) return;
  told_status_ = std::move(status);
  tell_service_manager("STATUS=" + told_status_);
}

void assembly::tell_of_hanging() {
  if (std::exchange(told_of_hanging_, true)) return;
  tells_->tell({.level = severity::critical,
                .event = "engine_hangs",
                .message = "A message has not gone round the engine for 10 s: one of its actors "
                           "is stuck. Under systemd with WatchdogSec it is started again."});
}

metrics::round_reading assembly::read_round() const {
  const std::lock_guard held(round_lock_);
  return {last_waits_, round_ == nullptr ? std::chrono::nanoseconds{0} : round_->age()};
}

std::uint32_t assembly::counted_one_in() const {
  const auto* const engine = running_.load();
  const bool is_off =
      engine != nullptr && degradation::in_force(engine->level(), env_.clock->machine_time());
  return figures::one_in(env_.links->memory(), is_off);
}

std::vector<metrics::link_reading> assembly::read_links() const {
  std::vector<metrics::link_reading> out;
  for (const auto& [where, counted] : env_.links->in_all()) {
    const auto c = std::ranges::find(config_.engine.channels, where.channel, &channel_settings::id);
    out.push_back({where, counted,
                   c == config_.engine.channels.end() ? std::vector<currency>{} : c->currencies});
  }
  return out;
}

std::map<channel_id, figures::refund_counts> assembly::read_refunds() const {
  std::map<channel_id, figures::refund_counts> out;
  for (const auto& c : config_.engine.channels) out[c.id] = {};
  for (const auto& [channel, counted] : env_.links->refunds()) out[channel] = counted.in_all;
  return out;
}

std::map<channel_id, link_figures::probe> assembly::read_probes() const {
  auto out = env_.links->probes();
  for (const auto& c : config_.engine.channels) out.try_emplace(c.id);
  return out;
}

std::vector<metrics::endpoint_reading> assembly::read_endpoints() const {
  std::vector<metrics::endpoint_reading> out;
  if (const auto* const engine = running_.load())
    for (const auto& [id, e] : engine->endpoints())
      out.push_back({id.merchant.value(), e.endpoint, e.waiting, e.oldest, e.state == "disabled"});
  return out;
}

}  // namespace sluice::app
