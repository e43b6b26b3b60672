/// When it is this engine's turn to take requests, and until when.

#include <thread>
#include <utility>

#include "app/assemble.hpp"

namespace sluice::app {

assembly::step assembly::watch_owner() {
  auto started = nats::owner_watch::start(
      connection_options_of(config_.nats),
      {.prefix = config_.nats.prefix,
       .partition = config_.engine.partition,
       .waits = wait_.allowed,
       .judged = !config_.nats.lease_stream.empty(),
       .wall = machine_clock().wall,
       .on_lost = [this] { static_cast<void>(stop_accepting()); }},
      tells_);
  if (const auto* const why = std::get_if<std::string>(&started)) return failed{*why};
  owner_ = std::get<std::unique_ptr<nats::owner_watch>>(std::move(started));
  return std::nullopt;
}

/// The log is opened while the others are listened to: both take a moment.
assembly::step assembly::wait_for_turn() {
  constexpr millis between_looks{10};
  bool told = false;
  while (true) {
    if (!env_.log)
      if (auto problem = open_log()) return problem;
    const auto found = owner_->decided(between_looks);
    if (const auto* no = std::get_if<nats::owner_watch::refused>(&found)) return failed{no->why};
    if (env_.log && std::holds_alternative<nats::owner_watch::owns>(found)) return std::nullopt;
    if (wait_.gives_up()) return failed{"stopped while it waited for its turn", true};
    if (!wait_.allowed) continue;
    if (!std::exchange(told, true))
      tells_->tell({.event = "waiting",
                    .message = "Takes over when no other engine has the prefix or the log."});
    follow_handover();
    if (!env_.log) std::this_thread::sleep_for(between_looks);
  }
}

/// Requests are heard from the moment on in which the owner stops hearing them.
void assembly::follow_handover() {
  if (!service_ && owner_->is_called() && !start_service()) owner_->be_ready(true);
  if (service_ && owner_->is_overtaken()) {
    owner_->be_ready(false);
    const std::lock_guard held(intake_lock_);
    service_.reset();
  }
}

assembly::step assembly::take_lease() {
  if (config_.nats.lease_stream.empty()) return std::nullopt;
  const auto lost = [this](const std::optional<ownership::claim>& holder) {
    owner_->stand_down(holder);
    static_cast<void>(stop_accepting());
  };
  auto started = nats::lease_keeper::start(
      owner_->link(),
      {.stream = config_.nats.lease_stream,
       .prefix = config_.nats.prefix,
       .partition = config_.engine.partition,
       .self = owner_->face(),
       .waits = wait_.allowed,
       .on_lost = lost},
      tells_);
  if (const auto* const why = std::get_if<std::string>(&started)) return failed{*why};
  lease_ = std::get<std::unique_ptr<nats::lease_keeper>>(std::move(started));
  while (true) {
    constexpr millis between_looks{50};
    const auto found = lease_->decided(between_looks);
    if (const auto* no = std::get_if<nats::lease_keeper::refused>(&found)) return failed{no->why};
    if (std::holds_alternative<nats::lease_keeper::held>(found)) return std::nullopt;
    if (wait_.gives_up()) return failed{"stopped while it waited for the lease", true};
  }
}

/// Two engines must not take one request, nor may one that only remembers to have owned.
void assembly::take(request r) {
  if (owner_->may_accept() && (!lease_ || lease_->may_accept()))
    return engine_->submit(std::move(r));
  r.reply_to->reply(rejection{
      rejection_code::unavailable, "",
      "another engine may take the requests here by now; ask again, the right one will answer"});
}

}  // namespace sluice::app
