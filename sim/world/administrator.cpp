#include "sim/world/administrator.hpp"

#include <algorithm>
#include <array>

#include "sim/world/callers.hpp"

namespace sluice::sim {
namespace {

using std::chrono_literals::operator""s;

const signed_by who{std::string(name_of_person), "as the day demands"};

std::string name_of_rule(std::uint32_t number) { return "rule" + std::to_string(number); }

}  // namespace

administrator::administrator(scene& in, bus& over, colleague& other)
    : scene_(&in), bus_(&over), colleague_(&other), dice_(in.more_dice()) {}

void administrator::open() {
  constexpr int occasions = 8;
  for (const auto& m : scene_->its_plan.engine.merchants)
    if (dice_.roll().one_in(2)) agree_with({contract::side::merchant, m.id.value()});
  for (int i = 0; i < occasions; ++i)
    scene_->time.after(
        dice_.roll().between(millis{0}, scene_->its_plan.arrive_within), [this] { act(); });
}

void administrator::act() {
  if (dice_.strikes(hazard::limits_changed)) change_limits();
  if (dice_.strikes(hazard::channel_switched_off)) switch_off();
  if (dice_.strikes(hazard::merchant_frozen)) freeze();
  if (dice_.strikes(hazard::merchant_degraded)) degrade();
  if (dice_.strikes(hazard::only_the_essential)) take_only_the_essential();
  if (dice_.strikes(hazard::merchant_made)) make_merchant();
  if (dice_.strikes(hazard::file_edited)) edit_file();
  if (dice_.strikes(hazard::data_key_replaced)) replace_data_key();
  if (dice_.strikes(hazard::route_ruled)) rule_a_route();
  if (dice_.strikes(hazard::contract_agreed)) agree_on_fees();
  if (dice_.strikes(hazard::merchant_settled)) settle_up();
  if (dice_.strikes(hazard::settings_impossible)) ask_for_the_impossible();
  look();
}

const channel_settings* administrator::any_channel() {
  const auto& p = scene_->its_plan;
  const auto at = dice_.roll().below(p.channels.size());
  return p.channels[at].healthy ? nullptr : &p.engine.channels[at];
}

merchant_id administrator::any_merchant() {
  const auto& all = scene_->its_plan.engine.merchants;
  return all[dice_.roll().below(all.size())].id;
}

void administrator::say(question what) {
  bus_->send({.ask = std::move(what)}, [this](const answer& a) { colleague_->hear(a); });
}

void administrator::change_limits() {
  const auto* c = any_channel();
  if (c == nullptr) return;
  auto& roll = dice_.roll();
  channel::limits_change what;
  if (roll.one_in(2)) what.max_in_flight = static_cast<std::uint32_t>(1 + roll.below(16));
  if (roll.one_in(2)) what.queue_capacity = static_cast<std::uint32_t>(roll.below(64));
  if (roll.one_in(2)) what.queue_deadline = roll.between(millis{1}, 5s);
  if (roll.one_in(3)) what.calls_per_second = static_cast<std::uint32_t>(roll.below(20));
  say(change_channel{c->id, {what, who}});
}

void administrator::switch_off() {
  const auto* c = any_channel();
  if (c == nullptr) return;
  say(change_channel{c->id, {{.enabled = false}, who}});
  scene_->time.after(dice_.roll().between(1s, 120s),
                     [this, id = c->id] { say(change_channel{id, {{.enabled = true}, who}}); });
}

void administrator::freeze() {
  const auto frozen = any_merchant();
  say(change_merchant{frozen, {{.life = merchant::life::frozen}, who}});
  scene_->time.after(dice_.roll().between(1s, 300s), [this, frozen] {
    say(change_merchant{frozen, {{.life = merchant::life::active}, who}});
  });
}

void administrator::degrade() {
  const auto whom = any_merchant();
  auto& roll = dice_.roll();
  merchant::degrade word{.what = {}, .who = who};
  constexpr std::array levels{
      merchant::level::throttled, merchant::level::accept_only, merchant::level::refuse};
  word.what.to = levels[roll.below(levels.size())];
  if (word.what.to == merchant::level::throttled)
    word.what.per_second = static_cast<std::int64_t>(1 + roll.below(5));
  if (roll.one_in(2)) word.what.until = scene_->computer.clock() + roll.between(1s, 300s);
  say(degrade_merchant{whom, word});
  degraded_.push_back(whom);
  scene_->time.after(roll.between(1s, 300s),
                     [this, whom] { say(degrade_merchant{whom, {.what = {}, .who = who}}); });
  if (roll.one_in(2)) promote();
}

void administrator::promote() {
  auto& roll = dice_.roll();
  const auto now = scene_->computer.clock();
  say(promote_merchant{any_merchant(),
                       {.what = {.until = now + roll.between(1s, 300s),
                                 .times = static_cast<std::int64_t>(2 + roll.below(50))},
                        .who = who}});
}

/// By one channel or two, and what they offer. Where the scenario wants some well, never.
void administrator::take_only_the_essential() {
  const auto& p = scene_->its_plan;
  if (std::any_of(p.channels.begin(), p.channels.end(), [](const auto& c) { return c.healthy; }))
    return;
  const auto& all = p.engine.channels;
  auto& roll = dice_.roll();
  degradation::degrade word{.what = {.to = degradation::level::essential}, .who = who};
  for (auto left = 1 + roll.below(2); left > 0; --left) {
    const auto& c = all[roll.below(all.size())];
    word.what.channels.push_back(c.id);
    for (const auto type : c.business_types) word.what.business_types.push_back(type);
  }
  if (!roll.one_in(3)) word.what.until = scene_->computer.clock() + roll.between(10s, 300s);
  say(degrade_engine{word});
  was_essential_ = true;
  scene_->time.after(
      roll.between(1s, 600s), [this] { say(degrade_engine{{.what = {}, .who = who}}); });
}

/// More than once: a word from before may still be on its way.
void administrator::take_back() {
  if (was_essential_)
    for (const auto later : {0s, 600s, 3600s})
      scene_->time.after(later, [this] { say(degrade_engine{{.what = {}, .who = who}}); });
  for (const auto later : {0s, 60s, 600s})
    scene_->time.after(later, [this] {
      for (const auto& whom : degraded_) say(degrade_merchant{whom, {.what = {}, .who = who}});
      for (auto number = ruled_; number > 0; --number) drop_rule(number);
    });
}

/// One life after the other, as papers are looked at. Nobody comes back from the last, and of a
/// merchant that there is no second one can be made.
void administrator::make_merchant() {
  const merchant_id made{"new" + std::to_string(++made_)};
  const auto& like = scene_->its_plan.engine.merchants.front();
  const merchant::change_of papers{
      .business_types = like.business_types, .channels = like.channels};
  say(create_merchant{made, {papers, who}});
  say(create_merchant{any_merchant(), {papers, who}});
  auto at = dice_.roll().between(1s, 60s);
  for (const auto next : {merchant::life::approved, merchant::life::active, merchant::life::frozen,
                          merchant::life::closed, merchant::life::active}) {
    scene_->time.after(
        at, [this, made, next] { say(change_merchant{made, {{.life = next}, who}}); });
    at += dice_.roll().between(1s, 60s);
  }
}

void administrator::edit_file() {
  auto& roll = dice_.roll();
  auto& file = scene_->its_plan.engine;
  if (const auto* c = any_channel()) {
    auto& limits = file.channels[static_cast<std::size_t>(c - file.channels.data())].limits;
    limits.max_in_flight = static_cast<std::uint32_t>(1 + roll.below(16));
    if (roll.one_in(2)) limits.calls_per_second = static_cast<std::uint32_t>(roll.below(20));
  }
  file.routing.how.better_by_of_10000 = static_cast<std::uint16_t>(roll.below(1000));
  if (roll.one_in(2)) rule_levels();
  if (!file.risk.asks.empty() && roll.one_in(2)) rule_risk();
  auto& m = file.merchants[roll.below(file.merchants.size())];
  std::reverse(m.channels.begin(), m.channels.end());
  scene_->tale.tell({"somebody edits the file"});
  say(reload_configuration{who});
}

/// Before some orders nobody is asked any more, or silence means something else.
void administrator::rule_risk() {
  auto& roll = dice_.roll();
  auto& rules = scene_->its_plan.engine.risk;
  for (auto& [type, silence] : rules.asks)
    silence = roll.one_in(2) ? order::risk_silence::passes : order::risk_silence::blocks;
  if (rules.asks.size() > 1 && roll.one_in(3)) rules.asks.erase(rules.asks.begin());
  rules.within = roll.between(millis{20}, millis{100});
}

/// For all: who is over its limits, and payouts where no channel is well. Or there are none.
void administrator::rule_levels() {
  auto& roll = dice_.roll();
  auto& rules = scene_->its_plan.engine.level_rules;
  rules.clear();
  if (roll.one_in(3)) return;
  rules.push_back({.name = "loud",
                   .when = merchant::level_cause::over_its_limits,
                   .refusals = static_cast<std::uint32_t>(1 + roll.below(5)),
                   .lasts = roll.between(1s, 30s),
                   .to = merchant::level::refuse,
                   .holds = roll.between(1s, 60s)});
  rules.push_back({.name = "shut",
                   .business_types = {business_type::payout},
                   .when = merchant::level_cause::all_paths_open,
                   .lasts = roll.between(1s, 10s),
                   .to = merchant::level::accept_only,
                   .holds = roll.between(1s, 60s)});
}

void administrator::replace_data_key() {
  const auto whose = any_merchant();
  scene_->keys.make_key(whose);
  scene_->tale.tell({"a new data key is made for", whose.value()});
  say(reload_configuration{who});
}

/// For all merchants or one, for all amounts or the larger ones. Some leave an order no channel.
void administrator::rule_a_route() {
  const auto* c = any_channel();
  if (c == nullptr) return;
  auto& roll = dice_.roll();
  routing::rule rule{.name = name_of_rule(++ruled_)};
  (roll.one_in(2) ? rule.never : rule.maintenance).push_back(c->id);
  if (roll.one_in(2)) rule.when.merchants = {any_merchant()};
  if (roll.one_in(2)) {
    rule.when.unit = currency::cny;
    rule.when.amount_from = static_cast<std::int64_t>(1 + roll.below(1000));
  }
  say(change_routing{{routing::rule_set{rule}, who}});
  scene_->time.after(roll.between(1s, 300s), [this, number = ruled_] { drop_rule(number); });
}

void administrator::drop_rule(std::uint32_t number) {
  say(change_routing{{routing::rule_dropped{name_of_rule(number)}, who}});
}

/// With most merchants money comes to accounts of ours: with the others the books have only fees.
void administrator::agree_with(const contract::party& with) {
  constexpr std::uint64_t most_parts = 20'000;
  auto& roll = dice_.roll();
  contract::put what{.with = with, .who = who};
  what.what.rows.push_back(
      {.by = {.parts_per_million = static_cast<std::int64_t>(roll.below(most_parts))}});
  if (with.side == contract::side::merchant && !roll.one_in(4))
    what.what.owner = contract::account_owner::us;
  if (with.side == contract::side::merchant && roll.one_in(4))
    what.what.how = contract::billing::apart;
  say(put_contract{std::move(what)});
}

void administrator::agree_on_fees() {
  if (dice_.roll().one_in(2)) return agree_with({contract::side::merchant, any_merchant().value()});
  if (const auto* c = any_channel()) agree_with({contract::side::channel, c->id.value()});
}

/// Its money comes to an account of ours from now on; later what came is paid out, and once more.
void administrator::settle_up() {
  const auto whom = any_merchant();
  contract::put ours{.with = {contract::side::merchant, whom.value()}, .who = who};
  ours.what.owner = contract::account_owner::us;
  ours.what.rows.push_back({.by = {.parts_per_million = 6000}});
  say(put_contract{std::move(ours)});
  const auto latest = scene_->its_plan.arrive_within + 60s;
  for (auto left = 1 + dice_.roll().below(4); left > 0; --left)
    scene_->time.after(dice_.roll().between(5s, latest), [this, whom] { settle(whom); });
}

void administrator::settle(const merchant_id& whom) {
  auto& roll = dice_.roll();
  const auto today = beijing::day_of(scene_->computer.clock());
  say(settle_merchant{whom, {.unit = currency::cny, .through = today, .who = who}});
  constexpr std::array ends{balance::settlement_end::paid, balance::settlement_end::not_paid,
                            balance::settlement_end::returned};
  for (auto left = roll.below(3); left > 0; --left) {
    const resolve_settlement word{
        whom,
        {.number = balance::settlement_no{static_cast<std::uint32_t>(1 + roll.below(3))},
         .how = ends[roll.below(ends.size())],
         .reference = roll.one_in(4) ? "" : "B-" + std::to_string(roll.below(3)),
         .who = who}};
    scene_->time.after(roll.between(1s, 200s), [this, word] { say(word); });
  }
  say(list_settlements{whom});
}

void administrator::ask_for_the_impossible() {
  if (const auto* c = any_channel()) say(change_channel{c->id, {{.max_in_flight = 0}, who}});
  say(change_merchant{any_merchant(), {{.channels = {{channel_id{"nowhere"}}}}, who}});
  say(change_routing{{routing::rule_set{{.name = "none"}}, who}});
  say(change_routing{{routing::rule_dropped{"unheard"}, who}});
  say(put_contract{{.with = {contract::side::channel, "unheard"}, .who = who}});
  say(change_merchant{merchant_id{"nobody"}, {{.life = merchant::life::active}, who}});
}

void administrator::look() {
  if (const auto* c = any_channel()) say(get_channel{c->id});
  say(get_merchant{any_merchant()});
  say(list_merchants{});
  say(list_people{});
  say(get_rulebook{});
  say(get_account{any_merchant()});
  say(get_contract{{contract::side::merchant, any_merchant().value()}});
  say(get_engine{});
  say(list_methods{any_merchant(), {1, currency::cny}});
}

}  // namespace sluice::sim
