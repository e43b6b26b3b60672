// What may stand in a scenario file. scenario_text.cpp writes the same.
#include <algorithm>

#include "base/enumerators.hpp"
#include "sim/world/scenario_tables.hpp"

namespace sluice::sim {
namespace {

std::string stem_of(std::string_view file) {
  const auto folder = file.rfind('/');
  if (folder != std::string_view::npos) file.remove_prefix(folder + 1);
  return std::string(file.substr(0, file.rfind(".toml")));
}

void read_hazards(scenario_reader& in, scenario& out) {
  ppm factor = always;
  in.share("all", factor);
  for (const auto& row : hazards) {
    auto& rate = out.rates[static_cast<std::size_t>(row.what)];
    rate = static_cast<ppm>(std::uint64_t{row.usual} * factor / always);
    in.share(row.name, rate);
  }
  in.finish();
}

void read_workload(scenario_reader& in, scenario& out) {
  in.whole("orders", out.orders, 1, many);
  span_of seconds{out.arrive_within_ms.least / 1000, out.arrive_within_ms.most / 1000};
  in.span("arrive_within_seconds", seconds, 0, a_day_in_seconds);
  out.arrive_within_ms = {seconds.least * 1000, seconds.most * 1000};
  in.whole("merchants", out.merchants, 1, 1000);
  in.whole("agreements", out.agreements, 0, 1000);
  for (std::size_t i = 0; i < out.mix.size(); ++i)
    in.whole(business_policies[i].name, out.mix[i], 0, many);
  in.finish();
}

/// Channels of a scenario's own need not take what the usual ones take beside their main business:
/// its workload says so where they do.
void ask_no_payers_elsewhere(scenario& out) {
  for (std::size_t i = 0; i < out.mix.size(); ++i)
    if (business_policies[i].asks_payer) out.mix[i] = 0;
}

void read_engine(scenario_reader& in, scenario& out) {
  in.span("max_in_flight", out.max_in_flight, 1, many);
  in.span("queue_capacity", out.queue_capacity, 1, many);
  in.span("queue_deadline_ms", out.queue_deadline_ms, 1, a_minute_in_ms);
  in.span("calls_per_second", out.calls_per_second, 0, many);
  in.span("refund_give_up_seconds", out.refund_give_up_seconds, 1, 30 * a_day_in_seconds);
  in.span("idle_before_passivation_ms", out.idle_before_passivation_ms, 0, a_day_in_seconds * 1000);
  in.span("max_concurrent_recoveries", out.max_concurrent_recoveries, 1, many);
  in.span("max_stash_per_order", out.max_stash_per_order, 1, many);
  in.finish();
}

void read_order_create(scenario_reader& in, scenario& out) {
  in.whole("per_second", out.order_create.per_second, 0, many);
  in.whole("burst", out.order_create.burst, 0, many);
  in.whole("max_in_flight", out.order_create.max_in_flight, 0, many);
  in.finish();
}

std::optional<scheduling> read_order_of_steps(scenario_reader& in) {
  std::vector<std::string> names;
  for (const auto order : enumerators<scheduling>) names.emplace_back(name_of(order));
  const auto name = in.one_of("order_of_steps", names);
  if (!name) return std::nullopt;
  const auto at = std::find(names.begin(), names.end(), *name);
  return enumerators<scheduling>.at(static_cast<std::size_t>(at - names.begin()));
}

/// An order that no channel takes would be refused for ever, and the world never end.
void check_routes(scenario_reader& root, const scenario& s) {
  const auto channels = s.channels.empty() ? usual_channels() : s.channels;
  const auto taken = [&](business_type type, std::optional<wallet> by) {
    return std::any_of(channels.begin(), channels.end(), [&](const scenario_channel& c) {
      const auto& types = c.business_types;
      return std::find(types.begin(), types.end(), type) != types.end() && (!by || c.reaches == by);
    });
  };
  const auto check = [&](const business_policy& asked, std::optional<wallet> by) {
    if (!taken(asked.type, by))
      root.complain("channel", "takes no " + std::string(asked.name) +
                                   (by ? " of " + std::string(name_of(*by)) : "") +
                                   ", which [workload] asks for");
  };
  for (std::size_t i = 0; i < s.mix.size(); ++i) {
    const auto& asked = business_policies[i];
    if (s.mix[i] == 0) continue;
    if (asked.needs_payment_code) {
      check(asked, wallet::wechat);
      check(asked, wallet::alipay);
    } else {
      check(asked, {});
    }
  }
  if (std::all_of(s.mix.begin(), s.mix.end(), [](auto weight) { return weight == 0; }))
    root.complain("workload", "weighs " + listed(business_names()) + " with 0; one must be more");
}

scenario read_root(scenario_reader& root, std::string_view file) {
  auto out = usual_scenario();
  out.name = stem_of(file);
  root.require("description", "a sentence that says what the scenario provokes");
  root.text("description", out.description);
  root.flag("swarm", out.swarm);
  out.order_of_steps = read_order_of_steps(root);
  bool publishes = false;
  root.flag("publishes", publishes);
  if (root.has("publishes")) out.publishes = publishes;
  root.flag("asks_risk", out.asks_risk);
  if (auto in = root.table("hazards")) read_hazards(*in, out);
  if (root.has("channel")) ask_no_payers_elsewhere(out);
  if (auto in = root.table("workload")) read_workload(*in, out);
  if (auto in = root.table("engine")) read_engine(*in, out);
  if (auto in = root.table("order_create")) read_order_create(*in, out);
  read_tables(root, out);
  root.finish();
  check_routes(root, out);
  return out;
}

}  // namespace

scenario usual_scenario() {
  scenario s{.name = "usual", .description = "every hazard at its usual rate"};
  for (const auto& row : hazards) s.rates[static_cast<std::size_t>(row.what)] = row.usual;
  return s;
}

std::variant<scenario, std::string> read_scenario(std::string_view text, std::string_view file) {
  std::vector<scenario_reader::fault> faults;
  try {
    const auto parsed = toml::parse(text);
    scenario_reader root(parsed, "", faults);
    auto out = read_root(root, file);
    if (faults.empty()) return out;
  } catch (const toml::parse_error& e) {
    faults.push_back({e.source().begin.line, std::string(e.description())});
  }
  std::stable_sort(
      faults.begin(), faults.end(), [](const auto& a, const auto& b) { return a.line < b.line; });
  std::string out;
  for (const auto& f : faults)
    out += (out.empty() ? "" : "\n") + std::string(file) + ':' + std::to_string(f.line) + ": " +
           f.what;
  return out;
}

}  // namespace sluice::sim
