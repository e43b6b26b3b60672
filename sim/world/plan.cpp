#include "sim/world/plan.hpp"

#include <algorithm>
#include <string>

namespace sluice::sim {
namespace {

/// None at all, a little, half, or as much as the scenario says.
ppm swarm_rate(ppm most, chance& roll) {
  switch (roll.below(4)) {
    case 0: return 0;
    case 1: return most / 8;
    case 2: return most / 2;
    default: return most;
  }
}

std::uint32_t draw(const span_of& s, chance& roll) {
  return static_cast<std::uint32_t>(roll.between(millis{s.least}, millis{s.most}).count());
}

/// Small values find more: half of all draws stay near the lower end.
std::uint32_t draw_low(const span_of& s, chance& roll) {
  if (roll.one_in(2)) return draw(s, roll);
  return draw({s.least, s.least + (s.most - s.least) / 16}, roll);
}

/// Half of all draws are so short that things are given up while others still come.
std::uint32_t draw_short(const span_of& s, chance& roll) {
  if (roll.one_in(2)) return draw(s, roll);
  return draw({s.least, std::min(10 * s.least, s.most)}, roll);
}

/// As a configuration must: a call's turn and its time are over before a revoke.
void keep_revokes_late(channel_settings& c) {
  for (auto& [type, timing] : c.timing) {
    const auto turn_is_over = timing.call_timeout + c.limits.queue_deadline;
    timing.revoke_never_before = std::max(timing.revoke_never_before, turn_is_over);
    timing.revoke_from = std::max(timing.revoke_from, turn_is_over);
  }
}

std::uint32_t all_orders_of(const scenario& s) {
  auto out = s.orders;
  for (const auto& r : s.rushes) out += orders_of(r, s.orders);
  return out;
}

channel_settings draw_channel(const scenario_channel& c, const scenario& from, chance& roll) {
  channel_settings out{
      .id = channel_id{c.name},
      .reaches = c.reaches,
      .business_types = c.business_types,
      .currencies = {currency::cny},
      .is_simulated = c.is_simulated};
  const std::chrono::seconds patience{draw_short(from.refund_give_up_seconds, roll)};
  for (const auto type : c.business_types)
    out.timing.emplace(type, attempt_timing{.refund_give_up = patience});
  const bool is_charged = out.timing.contains(business_type::quick_pay);
  if (c.signs && is_charged) {
    out.agreements_for = {business_type::quick_pay};
    out.opens_cards = c.reaches == wallet::unionpay || !c.reaches;
    std::ranges::copy_if(c.business_types, std::back_inserter(out.signs_while_paying), [](auto t) {
      return t == business_type::app || t == business_type::ebank;
    });
  }
  for (const auto& h : from.hosts)
    if (std::find(h.channels.begin(), h.channels.end(), c.name) != h.channels.end())
      out.host = {h.name, h.exit_address};
  if (c.healthy) {  // and has room for everybody: its orders wait for nobody, not even each other
    out.limits.max_in_flight = all_orders_of(from) + 1;
    out.limits.queue_capacity = 10 * (all_orders_of(from) + 1);
    return out;
  }
  out.limits.max_in_flight = draw_low(from.max_in_flight, roll);
  out.limits.queue_capacity = draw_low(from.queue_capacity, roll);
  out.limits.queue_deadline = millis{draw_low(from.queue_deadline_ms, roll)};
  out.limits.calls_per_second = draw_low(from.calls_per_second, roll);
  keep_revokes_late(out);
  for (const auto& p : from.paths)
    if (p.channel == c.name)
      out.paths.push_back({.of = channel::path(p.path),
                           .max_in_flight = p.max_in_flight,
                           .calls_per_second = p.calls_per_second});
  return out;
}

merchant::limit_values limits_of(std::uint32_t merchant, const scenario& from) {
  merchant::limit_values out;
  for (const auto& q : from.quotas) {
    if (q.merchant != merchant) continue;
    using merchant::limited_by;
    const auto set = [&](limited_by what, std::uint32_t value) {
      if (value != 0) out[{q.type, what}] = value;
    };
    set(limited_by::commands_per_second, q.commands_per_second);
    set(limited_by::orders_in_flight, q.orders_in_flight);
    set(limited_by::amount_per_day, q.amount_per_day);
  }
  return out;
}

/// The more of them, the more orders can be half-way when the process dies.
constexpr std::uint64_t most_hosts = 12;
constexpr std::uint64_t most_reroutes = 3;

engine_settings draw_engine(const scenario& from, const std::vector<scenario_channel>& channels,
                            chance& roll) {
  engine_settings out;
  out.idle_before_passivation = millis{draw_low(from.idle_before_passivation_ms, roll)};
  out.order_hosts = 1 + static_cast<std::uint32_t>(roll.below(most_hosts));
  out.max_concurrent_recoveries = draw_low(from.max_concurrent_recoveries, roll);
  out.max_stash_per_order = draw_low(from.max_stash_per_order, roll);
  out.max_reroutes_per_order = static_cast<std::uint32_t>(roll.below(most_reroutes + 1));
  for (const auto& c : channels) out.channels.push_back(draw_channel(c, from, roll));
  for (const auto& h : from.hosts)
    out.hosts.push_back({{h.name, h.exit_address},
                         {h.max_in_flight, h.calls_per_second, h.connections_per_second}});
  if (from.order_create != overload::endpoint_limits{})
    out.endpoints.emplace("order.create", from.order_create);
  for (std::uint32_t i = 1; i <= from.merchants; ++i) {
    merchant_settings m{.id = merchant_id{"m" + std::to_string(i)}, .limits = limits_of(i, from)};
    for (const auto& row : business_policies) m.business_types.push_back(row.type);
    for (const auto& c : channels) m.channels.emplace_back(c.name);
    if (roll.one_in(2)) std::reverse(m.channels.begin(), m.channels.end());
    out.merchants.push_back(std::move(m));
  }
  return out;
}

/// What silence means is as usual, or the other way round.
order::risk_rules draw_risk(chance& roll) {
  using order::risk_silence;
  order::risk_rules out;
  for (const auto& row : business_policies) {
    const bool passes = (row.direction == money_direction::in) != roll.one_in(4);
    out.asks.emplace(row.type, passes ? risk_silence::passes : risk_silence::blocks);
  }
  if (roll.one_in(4)) out.most_open = 1 + static_cast<std::uint32_t>(roll.below(3));
  return out;
}

/// So short that some revokes and refunds come too late. Of half of them the engine knows nothing
/// and hears it from the channel. What is held it always lets go in a time that a world lasts;
/// a bank may do so before.
void draw_windows(plan& out, chance& roll) {
  const auto draw_one = [&](millis least, millis most) {
    const auto length = roll.between(least, most);
    return roll.one_in(3) ? channel_window::lasting(length) : channel_window{};
  };
  constexpr millis minute{60'000};
  for (std::size_t i = 0; i < out.channels.size(); ++i) {
    const channel_windows drawn{.revoke = draw_one(minute / 4, 2 * minute),
                                .refund = draw_one(10 * minute, 120 * minute),
                                .capture = draw_one(minute / 2, 10 * minute)};
    const bool is_known = roll.one_in(2);
    const auto let_go = channel_window::lasting(roll.between(minute, 60 * minute));
    auto& known = out.engine.channels[i].timing;
    if (!out.channels[i].healthy) out.channels[i].windows = drawn;
    for (auto& [type, timing] : known) {
      if (is_known && !out.channels[i].healthy) timing.windows = drawn;
      timing.windows.capture = let_go;
    }
  }
}

/// Half of the worlds: as usual.
std::vector<approval::rule> draw_approvals(chance& roll) {
  const money small{roll.between(millis{100}, millis{20'000}).count(), currency::cny};
  switch (roll.below(6)) {
    case 0: return {{.word = "order.resolve", .persons = 1}};
    case 1:
      return {{.word = "order.resolve", .persons = 1, .up_to = small}, {.word = "order.resolve"}};
    case 2:
      return {{.word = "merchant.create"}, {.word = "merchant.set"}, {.word = "channel.switch"}};
    default: return {};
  }
}

}  // namespace

std::vector<scenario_channel> usual_channels() {
  const std::vector payment_code{business_type::payment_code};
  const std::vector in_apps{business_type::jsapi, business_type::app, business_type::h5};
  const std::vector others{business_type::quick_pay, business_type::payout, business_type::ebank,
                           business_type::preauthorization};
  return {
      {.name = "wechat_a", .reaches = wallet::wechat, .business_types = payment_code},
      {.name = "wechat_b", .reaches = wallet::wechat, .business_types = payment_code},
      {.name = "alipay",
       .reaches = wallet::alipay,
       .business_types = {business_type::payment_code, business_type::quick_pay,
                          business_type::native_qr, business_type::app, business_type::h5},
       .notifies = true},
      {.name = "wechat_apps",
       .reaches = wallet::wechat,
       .business_types = in_apps,
       .notifies = true},
      {.name = "bank", .business_types = others, .notifies = true, .signs = true},
      {.name = "clearing", .business_types = others, .notifies = true, .confirms_by_sms = true},
  };
}

/// One, two or no endpoints a merchant.
void draw_webhooks(plan& out, chance& roll) {
  for (auto& m : out.engine.merchants) {
    const auto count = roll.below(3);
    for (std::uint64_t i = 0; out.publishes && i < count; ++i)
      m.webhooks.push_back("shop" + std::to_string(i + 1));
  }
}

/// People are told in two ways, or in none.
void draw_receivers(plan& out) {
  if (!out.publishes) return;
  out.engine.alarms.receivers = {
      {.name = "phone", .only_how = alarm::urgency::act_now}, {.name = "mail"}};
}

bool is_quiet(const plan& p) {
  return p.outages.empty() && p.rushes.empty() &&
         std::ranges::all_of(p.rates, [](ppm rate) { return rate == 0; });
}

plan draw_plan(const scenario& from, std::uint64_t seed) {
  chance roll{seed};
  plan out{.seed = seed,
           .rates = from.rates,
           .orders = from.orders,
           .agreements = from.agreements,
           .channels = from.channels.empty() ? usual_channels() : from.channels,
           .outages = from.outages,
           .rushes = from.rushes,
           .mix = from.mix,
           .rest = chance{0}};
  // Every part takes the same amount of chance whatever the scenario fixes: see pinned().
  auto levels = roll.fork();
  if (from.swarm)
    for (auto& rate : out.rates) rate = swarm_rate(rate, levels);
  out.arrive_within = millis{draw_low(from.arrive_within_ms, roll)};
  const auto steps = roll.any_of(std::array{
      scheduling::any, scheduling::any, scheduling::oldest_first, scheduling::newest_first});
  out.order_of_steps = from.order_of_steps.value_or(steps);
  const bool followed = roll.one_in(2);
  out.publishes = from.publishes.value_or(followed);
  out.engine = draw_engine(from, out.channels, roll);
  for (auto& c : out.channels)
    if (c.latency_most == millis{0}) {
      c.latency_least = roll.between(millis{0}, millis{50});
      c.latency_most = c.latency_least + roll.between(millis{0}, millis{2000});
    }
  out.approvals = draw_approvals(roll);
  out.rest = roll.fork();
  draw_webhooks(out, roll);
  draw_receivers(out);
  if (from.asks_risk) out.engine.risk = draw_risk(roll);
  draw_windows(out, roll);
  return out;
}

scenario pinned(const scenario& from, std::uint64_t seed) {
  const auto drawn = draw_plan(from, seed);
  auto out = from;
  out.swarm = false;
  out.rates = drawn.rates;
  out.order_of_steps = drawn.order_of_steps;
  out.publishes = drawn.publishes;
  return out;
}

}  // namespace sluice::sim
