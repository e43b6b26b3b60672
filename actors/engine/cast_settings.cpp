/// Who keeps what people and the file settle for all: who may ask, routes, contracts, levels.

#include "actors/access/registrar_actor.hpp"
#include "actors/contract/contract_actor.hpp"
#include "actors/degradation/steward_actor.hpp"
#include "actors/engine/cast_makings.hpp"
#include "actors/reconciliation/reconciler_actor.hpp"
#include "actors/routing/historian_actor.hpp"
#include "actors/routing/rulebook_actor.hpp"

namespace sluice {
namespace {

std::vector<channel_id> channels_of(const engine_settings& settings) {
  std::vector<channel_id> out;
  for (const auto& c : settings.channels) out.push_back(c.id);
  return out;
}

}  // namespace

void cast::spawn_access(const makings& of) {
  const auto& [system, settings, env, how, last] = of;
  *registrar_ = of.spawn<registrar_actor>(registrar_actor::needs{
      .log = env.log,
      .log_writer = log_writer_,
      .clock = env.clock,
      .tells = env.tells,
      .front_desk = front_desk_,
      .book = env.access,
      .keys = env.signatures,
      .declared = env.declared,
      .last = last});
}

void cast::spawn_routing(const makings& of) {
  const auto& [system, settings, env, how, last] = of;
  *rulebook_ = of.spawn<rulebook_actor>(rulebook_actor::needs{
      .log = env.log,
      .log_writer = log_writer_,
      .clock = env.clock,
      .tells = env.tells,
      .front_desk = front_desk_,
      .channels = reach_of(settings.channels),
      .rules = rules_,
      .declared = {settings.routing, lists_of(settings.merchants)},
      .last = last});
  *historian_ = of.spawn_blocking<historian_actor>(
      {.history = env.history,
       .links = env.links,
       .books = env.books,
       .clock = env.clock,
       .front_desk = front_desk_,
       .level = {level_, env.clock},
       .last = last});
}

void cast::spawn_contracts(const makings& of) {
  const auto& [system, settings, env, how, last] = of;
  *contracts_ = of.spawn<contract_actor>(contract_actor::needs{
      .log = env.log,
      .log_writer = log_writer_,
      .clock = env.clock,
      .tells = env.tells,
      .front_desk = front_desk_,
      .channels = channels_of(settings),
      .last = last});
}

void cast::spawn_reconciler(const makings& of) {
  const auto& [system, settings, env, how, last] = of;
  *reconciler_ = of.spawn_blocking<reconciler_actor>(
      {.log = env.log,
       .log_writer = log_writer_,
       .clock = env.clock,
       .tells = env.tells,
       .front_desk = front_desk_,
       .orders = orders_,
       .channels = channels_of(settings),
       .last = last});
}

void cast::spawn_steward(const makings& of) {
  const auto& [system, settings, env, how, last] = of;
  *steward_ = of.spawn<steward_actor>(steward_actor::needs{
      .log = env.log,
      .log_writer = log_writer_,
      .clock = env.clock,
      .tells = env.tells,
      .front_desk = front_desk_,
      .channels = reach_of(settings.channels),
      .level = level_,
      .rules = level_rules_,
      .risk = risk_rules_,
      .restored = env.restored,
      .declared = {settings.level_rules, settings.risk},
      .last = last});
}

}  // namespace sluice
