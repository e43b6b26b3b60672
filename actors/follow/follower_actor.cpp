#include "actors/follow/follower_actor.hpp"

#include <algorithm>
#include <utility>

#include "base/invariant.hpp"

namespace sluice {
namespace {

/// So many failures in a row are no hiccup any more: people should know that it lags.
constexpr std::uint32_t notable_failures = 4;

/// What nobody hears may take longer to write down than to read again.
follower_pace pace_of(const follower& who) {
  constexpr std::uint32_t many = 65'536;
  return who.is_heard() ? follower_pace{} : follower_pace{.save_every = many, .is_heard = false};
}

}  // namespace

store::sequence where_to_go_on(follower& who, store::event_log& log, observer& tells) {
  const auto head = log.current_head().position;
  const auto mark = log.bookmark_of(who.name());
  if (mark && who.restore({mark->state_version, mark->state}))
    return std::min(mark->position, head);
  const auto from = who.begins() == beginning::first_record ? 0
                    : mark                                  ? std::min(mark->position, head)
                                                            : head;
  auto [version, bytes] = who.state();
  log.save_bookmark(who.name(), {from, version, std::move(bytes)});
  if (head != 0)
    tells.tell({.event = "follower_begins",
                .message = mark ? "what it kept does not fit; it is made again from the log"
                                : "follows a log that it has not followed before",
                .fields = {{"follower", std::string(who.name())},
                           {"after", std::to_string(from)},
                           {"head", std::to_string(head)}}});
  return from;
}

follower_actor::follower_actor(caf::actor_config& cfg, needs own)
    : event_based_actor(cfg),
      needs_(std::move(own)),
      progress_(needs_.place->cursor, pace_of(*needs_.who)) {}

caf::behavior follower_actor::make_behavior() {
  end_process_on_exception(this, needs_.last);
  return {
      [this](const log_advanced&) {
        needs_.place->is_told = false;  // before looking: what is written from now on is told again
        if (!will_go_on_) go_on();
      },
      [this](const tick&) {
        SLUICE_INVARIANT(will_go_on_);
        will_go_on_ = false;
        go_on();
      },
      [this](const stop_now&) {
        if (!progress_.is_saved() || needs_.who->has_changed()) save();
        quit();
      },
  };
}

/// One turn, so that a stop never waits for more than that.
void follower_actor::go_on() {
  auto end = take_some();
  if (!make_sure()) end = turn_end::not_taken;
  if (progress_.should_save() || needs_.who->has_changed()) save();
  if (end != turn_end::went_well) progress_.failed();
  show_place();
  if (end != turn_end::went_well) return pause();
  if (progress_.next() > needs_.feed->head()) return;
  will_go_on_ = true;
  send(this, tick{});
}

/// Whoever only tells must not end the process of those who pay: an exception is a failure like any
/// other. Told once for each place, since it is tried again and again.
template <class Do>
bool follower_actor::succeeds(Do&& what) {
  try {
    return std::forward<Do>(what)();
  } catch (const std::exception& e) {
    if (std::exchange(fault_told_, progress_.next()) != progress_.next())
      tell_place(severity::critical, "follower_failed", std::string("failed: ") + e.what());
    return false;
  }
}

bool follower_actor::turn_is_over() const {
  return progress_.left_in_turn() == 0 || progress_.next() > needs_.feed->head();
}

follower_actor::turn_end follower_actor::take_some() {
  auto end = turn_end::went_well;
  while (end == turn_end::went_well && !turn_is_over()) {
    const auto fresh = needs_.feed->find(progress_.next());
    end = fresh ? take_fresh(*fresh) : take_from_log();
  }
  return end;
}

follower_actor::turn_end follower_actor::take_fresh(const fresh_batch& batch) {
  while (!turn_is_over() && batch.has(progress_.next())) {
    const auto at = progress_.next();
    if (!needs_.who->concerns(batch.type_at(at)))
      progress_.passed_over();
    else if (!offer(batch.at(at)))
      return turn_end::not_taken;
  }
  return turn_end::went_well;
}

follower_actor::turn_end follower_actor::take_from_log() {
  bool taken = true;
  const auto damage = needs_.log->read_all(progress_.next(), [&](const store::record& r) {
    if (!needs_.who->concerns(r.type))
      progress_.passed_over();
    else
      taken = offer(decoded_record(r));
    return taken && !turn_is_over();
  });
  if (damage) tell_damage(*damage);
  if (!taken) return turn_end::not_taken;
  return damage ? turn_end::damaged : turn_end::went_well;
}

bool follower_actor::offer(const decoded_record& r) {
  SLUICE_INVARIANT(r.record().position == progress_.next());
  if (!succeeds([&] { return needs_.who->take(r); })) return false;
  progress_.took();
  return true;
}

bool follower_actor::make_sure() {
  const bool arrived = !progress_.must_flush() || succeeds([this] { return needs_.who->flush(); });
  if (arrived)
    progress_.arrived();
  else
    progress_.did_not_arrive();
  return arrived;
}

void follower_actor::save() {
  auto [version, bytes] = needs_.who->state();
  needs_.log->save_bookmark(needs_.who->name(), {progress_.proven(), version, std::move(bytes)});
  progress_.saved();
}

void follower_actor::pause() {
  will_go_on_ = true;
  delayed_send(this, progress_.pause(), tick{});
}

void follower_actor::show_place() {
  SLUICE_INVARIANT(progress_.proven() >= needs_.place->cursor);
  SLUICE_INVARIANT(progress_.proven() <= needs_.feed->head());
  const auto failures = progress_.failures_in_a_row();
  needs_.place->cursor = progress_.proven();
  needs_.place->is_kept_waiting = failures > 0;
  if (failures == notable_failures)
    tell_place(severity::warning, "follower_lags",
               "what it has to tell is not taken; it tries again and loses nothing");
  if (failures == 0 && lag_told_)
    tell_place(severity::info, "follower_goes_on", "what it has to tell is taken again");
  lag_told_ = failures > 0 && (lag_told_ || failures == notable_failures);
}

void follower_actor::tell_place(severity level, std::string_view event, std::string message) {
  needs_.tells->tell({.level = level,
                      .event = event,
                      .message = std::move(message),
                      .fields = {{"follower", needs_.place->name},
                                 {"cursor", std::to_string(progress_.proven())},
                                 {"head", std::to_string(needs_.feed->head())}}});
}

void follower_actor::tell_damage(const store::damage& damage) {
  if (std::exchange(fault_told_, progress_.next()) != progress_.next())
    tell_place(
        severity::critical, "log_damaged", "the log cannot be followed further: " + damage.what);
}

}  // namespace sluice
