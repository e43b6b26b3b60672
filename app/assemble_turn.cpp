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
       .waits = how_.waits,
       .judged = !config_.nats.lease_stream.empty(),
       .wall = machine_clock().wall,
       .on_lost = [this] { static_cast<void>(stop_accepting()); }},
      tells_);
  if (const auto* const why = std::get_if<std::string>(&started)) return failed{*why};
  owner_ = std::get<std::unique_ptr<nats::owner_watch>>(std::move(started));
  return std::nullopt;
}

/// All that can fail comes before the prefix is claimed: an engine that takes it and cannot start
/// would leave nobody there, because whoever had it has stood down.
assembly::step assembly::prepare() {
  while (true) {
    std::string waits_for;
    if (!env_.log) {
      auto problem = open_log();
      if (env_.log) problem = use_log();
      if (problem && !(problem->is_taken && how_.waits)) return problem;
      if (problem) waits_for = problem->why;
    }
    if (env_.log) {
      auto problem = start_listener();
      if (!problem) problem = start_metrics();
      if (!problem) break;
      if (!how_.waits) return refused_by_owner().value_or(*problem);
      waits_for = problem->why;
    }
    if (auto end = look_around(waits_for)) return end;
  }
  owner_->be_prepared();
  return std::nullopt;
}

assembly::step assembly::wait_for_turn() {
  while (!std::holds_alternative<nats::owner_watch::owns>(owner_->decided(millis{0})))
    if (auto end = look_around("the prefix; listens whether another engine has it")) return end;
  return std::nullopt;
}

/// Asked when something is taken: if the prefix is too, that is the better reason.
assembly::step assembly::refused_by_owner() {
  constexpr millis longer_than_owners_are_silent{300};
  const auto found = owner_->decided(longer_than_owners_are_silent);
  if (const auto* no = std::get_if<nats::owner_watch::refused>(&found)) return failed{no->why};
  return std::nullopt;
}

assembly::step assembly::look_around(const std::string& waits_for) {
  constexpr millis between_looks{10};
  const auto found = owner_->decided(between_looks);
  if (const auto* no = std::get_if<nats::owner_watch::refused>(&found)) return failed{no->why};
  if (how_.gives_up()) return failed{"stopped while it waited for its turn", true};
  if (!how_.waits) return std::nullopt;
  if (!std::exchange(told_of_waiting_, true))
    tells_->tell({.event = "waiting",
                  .message = "Takes over when no other engine has the prefix, the log or the "
                             "addresses for notifications and metrics.",
                  .fields = {{"for", waits_for}}});
  follow_handover();
  return std::nullopt;
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

/// Who hung while it handed over to us still gets its share of the requests, and answers none.
assembly::step assembly::leave_group_of_the_silent() {
  constexpr millis limit{1000};
  if (!owner_->shares_group_with_the_silent()) return std::nullopt;
  const std::lock_guard held(intake_lock_);
  if (auto why = service_->move_to(owner_->choose_group(), limit)) return failed{*std::move(why)};
  return std::nullopt;
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
       .waits = how_.waits,
       .on_lost = lost},
      tells_);
  if (const auto* const why = std::get_if<std::string>(&started)) return failed{*why};
  lease_ = std::get<std::unique_ptr<nats::lease_keeper>>(std::move(started));
  while (true) {
    constexpr millis between_looks{50};
    const auto found = lease_->decided(between_looks);
    if (const auto* no = std::get_if<nats::lease_keeper::refused>(&found)) return failed{no->why};
    if (std::holds_alternative<nats::lease_keeper::held>(found)) return std::nullopt;
    if (how_.gives_up()) return failed{"stopped while it waited for the lease", true};
  }
}

std::optional<std::string> assembly::end_of_its_turn() const {
  if (owner_->is_lost()) return "another engine takes the requests under " + config_.nats.prefix;
  if (nats_->is_closed() || owner_->link()->is_closed())
    return "the connection to NATS is closed for good";
  return std::nullopt;
}

/// Two engines must not take one request, nor may one that only remembers to have owned.
nats::turn assembly::whose_turn() {
  const auto whose = owner_->whose_turn();
  const bool lapsed = whose == nats::turn::ours && lease_ && !lease_->may_accept();
  return lapsed ? nats::turn::unsure : whose;
}

}  // namespace sluice::app
