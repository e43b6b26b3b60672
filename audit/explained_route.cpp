#include "audit/explained_route.hpp"

#include "audit/replay.hpp"
#include "audit/stream_events.hpp"
#include "domain/merchant/state.hpp"
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

using list_found = std::variant<std::vector<channel_id>, store::damage>;

/// The merchant's list as so many events of its stream say. Empty where they cannot be told: there
/// are fewer, or the number is the highest that an explanation can write.
list_found list_at(const store::event_log& log, const merchant_id& merchant,
                   std::uint32_t position) {
  merchant::state s;
  std::uint32_t heard = 0;
  auto damage = each_event<merchant::event>(
      log, merchant_stream(merchant), [&](const store::record& r, const merchant::event& e) {
        if (r.stream_position > position) return false;
        apply(s, e, time_of(r));
        heard = r.stream_position;
        return true;
      });
  if (damage) return *std::move(damage);
  if (heard < position || position == routing::most_position) return std::vector<channel_id>{};
  return std::move(s.channels);
}

bool is_about_breaker(routing::verdict v) {
  return v == routing::verdict::path_open || v == routing::verdict::probe;
}

/// Adds what the log says about each channel of this list.
std::optional<store::damage> tell_channels(
    const store::event_log& log, const order_replay& life, store::sequence routed_at,
    const routing::explanation& why, const std::vector<channel_id>& list, explained_route& into) {
  const auto sentences = words(why, list);
  for (std::size_t i = 0; i < why.candidates.size(); ++i) {
    explained_channel c{.found = why.candidates[i], .words = sentences[i]};
    if (i < list.size()) c.id = list[i];
    if (c.id && is_about_breaker(c.found.what)) {
      auto then = breaker_then(log, *c.id, life.last.paid_with, routed_at);
      if (auto* damage = std::get_if<store::damage>(&then)) return std::move(*damage);
      c.breaker = std::get<std::optional<breaker_word>>(std::move(then));
    }
    into.channels.push_back(std::move(c));
  }
  return std::nullopt;
}

/// The route on which it went, and why: the last that its life tells of.
struct stored_route {
  routing::explanation_bytes why;
  store::sequence position;
};
stored_route stored_route_of(const order_replay& life) {
  for (auto step = life.steps.rbegin(); step != life.steps.rend(); ++step)
    if (const auto* renewed = std::get_if<order::route_renewed>(&event_of(*step)))
      return {renewed->explanation, step->record.position};
  const auto& first = life.steps.front();
  return {std::get<order::order_accepted>(event_of(first)).explanation, first.record.position};
}

std::optional<store::damage> tell_why(const store::event_log& log, const order_replay& life,
                                      explained_route& into) {
  const auto [stored, routed_at] = stored_route_of(life);
  const auto why = routing::unpack(stored);
  if (!why) {
    into.unexplained =
        stored.empty() ? "the order is older than the explanations of routes"
                       : "the explanation is written in a way that this program does not know";
    return std::nullopt;
  }
  into.merchant_position = why->merchant_position;
  into.rules_position = why->rules_position;
  into.left_out = why->left_out;
  auto list = list_at(log, life.id.merchant, why->merchant_position);
  if (auto* damage = std::get_if<store::damage>(&list)) return std::move(*damage);
  return tell_channels(log, life, routed_at, *why, std::get<std::vector<channel_id>>(list), into);
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
