#include "audit/explained_route.hpp"

#include "audit/replay.hpp"
#include "audit/stream_events.hpp"
#include "domain/merchant/state.hpp"
#include "domain/routing/filters.hpp"
#include "domain/routing/state.hpp"
#include "events/stream_name.hpp"

namespace sluice {
namespace {

const order::event& event_of(const replay_step& step) {
  return std::get<order::event>(std::get<decoded>(step.content).event);
}

std::vector<tried_channel> tried_in(const order_replay& life) {
  std::vector<tried_channel> out;
  for (const auto& a : life.last.attempts) {
    out.push_back({.what = a});
    for (const auto& step : life.steps) {
      const auto* failed = std::get_if<order::attempt_failed>(&event_of(step));
      if (failed != nullptr && failed->attempt == a.number) out.back().failed_by = failed->from;
    }
  }
  return out;
}

/// What so many events of a stream say. As if there were none where that cannot be told: there are
/// fewer, or the number is the highest that an explanation can write.
template <class State, class Event>
std::variant<State, store::damage> state_at(const store::event_log& log, const std::string& stream,
                                            std::uint32_t position) {
  State s;
  std::uint32_t heard = 0;
  auto damage = each_event<Event>(log, stream, [&](const store::record& r, const Event& e) {
    if (r.stream_position > position) return false;
    apply(s, e, time_of(r));
    heard = r.stream_position;
    return true;
  });
  if (damage) return *std::move(damage);
  if (heard < position || position == routing::most_position) return State{};
  return s;
}

/// What routes were chosen by at that moment, as far as the log tells.
struct moment {
  store::sequence position;
  std::vector<channel_id> list;  ///< the merchant's; empty: nobody knows
  routing::rules_in_force rules;  ///< for this order
};

bool is_about_breaker(routing::verdict v) {
  return v == routing::verdict::path_open || v == routing::verdict::probe;
}

/// Adds what the log says about each channel of this list.
std::optional<store::damage> tell_channels(const store::event_log& log, const order_replay& life,
                                           const routing::explanation& why, const moment& then,
                                           explained_route& into) {
  const auto sentences = words(why, then.list, then.rules);
  for (std::size_t i = 0; i < why.candidates.size(); ++i) {
    explained_channel c{.found = why.candidates[i], .words = sentences[i]};
    if (i < then.list.size()) c.id = then.list[i];
    if (c.id && is_about_breaker(c.found.what)) {
      auto word = breaker_then(log, *c.id, life.last.paid_with, then.position);
      if (auto* damage = std::get_if<store::damage>(&word)) return std::move(*damage);
      c.breaker = std::get<std::optional<breaker_word>>(std::move(word));
    }
    into.channels.push_back(std::move(c));
  }
  return std::nullopt;
}

/// The route on which it went, and why: the last that its life tells of.
struct stored_route {
  routing::explanation_bytes why;
  store::sequence position;
  instant at;
};
stored_route stored_route_of(const order_replay& life) {
  for (auto step = life.steps.rbegin(); step != life.steps.rend(); ++step)
    if (const auto* renewed = std::get_if<order::route_renewed>(&event_of(*step)))
      return {renewed->explanation, step->record.position, time_of(step->record)};
  const auto& first = life.steps.front();
  return {std::get<order::order_accepted>(event_of(first)).explanation, first.record.position,
          time_of(first.record)};
}

/// As rules look at it.
routing::wish wish_of(const order_replay& life) {
  const auto& o = life.last;
  return {.order = life.id,
          .type = o.type,
          .amount = o.amount,
          .shown = wallet_of_masked(o.masked_code),
          .paid_with = o.paid_with};
}

std::optional<store::damage> tell_why(const store::event_log& log, const order_replay& life,
                                      explained_route& into) {
  const auto stored = stored_route_of(life);
  const auto why = routing::unpack(stored.why);
  if (!why) {
    into.unexplained =
        stored.why.empty() ? "the order is older than the explanations of routes"
                           : "the explanation is written in a way that this program does not know";
    return std::nullopt;
  }
  into.merchant_position = why->merchant_position;
  into.rules_position = why->rules_position;
  into.left_out = why->left_out;
  auto whose = state_at<merchant::state, merchant::event>(
      log, merchant_stream(life.id.merchant), why->merchant_position);
  if (auto* damage = std::get_if<store::damage>(&whose)) return std::move(*damage);
  auto rules = state_at<routing::state, routing::event>(log, routing_stream(), why->rules_position);
  if (auto* damage = std::get_if<store::damage>(&rules)) return std::move(*damage);
  const auto book = routing::book_of(std::get<routing::state>(rules));
  return tell_channels(log, life, *why,
                       {stored.position, std::move(std::get<merchant::state>(whose).channels),
                        routing::rules_for(wish_of(life), book.rules, stored.at)},
                       into);
}

}  // namespace

route_answer explain_route(const store::event_log& log, const order_id& id) {
  auto life = replay(log, id);
  if (life.damage) return *std::move(life.damage);
  if (life.steps.empty()) return no_such_order{};
  if (life.fault) return *std::move(life.fault);
  explained_route out{.id = id,
                      .accepted = life.last.accepted_at,
                      .route = life.last.route,
                      .tried = tried_in(life)};
  if (auto damage = tell_why(log, life, out)) return *std::move(damage);
  return out;
}

}  // namespace sluice
