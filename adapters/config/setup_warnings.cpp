#include "adapters/config/setup_warnings.hpp"

#include <algorithm>

#include "adapters/channels/dialects.hpp"
#include "adapters/config/units.hpp"

namespace sluice {
namespace {

using warnings = std::vector<std::string>;

/// Only such a principal may answer the questions.
void look_for_risk_service(const configuration& c, warnings& to) {
  if (c.engine.risk.asks.empty()) return;
  const auto& all = c.access.book.principals;
  const auto answers = [](const auto& known) {
    return known.second.kind == access::principal_kind::risk;
  };
  if (std::none_of(all.begin(), all.end(), answers))
    to.emplace_back(
        "[risk] asks a service, and no principal of the kind risk may answer: it counts as silent "
        "until there is one.");
}

/// Until it has died, what the payer never opened cannot be closed: a person would get each.
void compare_with_pages(const configuration& c, const channel_settings& channel, warnings& to) {
  const auto of = std::ranges::find(c.channels, channel.id, &channel_access::id);
  const auto* const row = of == c.channels.end() ? nullptr : find_dialect(of->dialect);
  if (row == nullptr) return;
  for (const auto& [type, timing] : channel.timing) {
    const auto* const served = row->find(type);
    if (served == nullptr || timing.revoke_give_up > served->unopened_dies_after) continue;
    to.push_back(
        "channels." + channel.id.value() + ".timing: revoke_give_up for " +
        std::string(name_of(type)) + ", " + to_text(timing.revoke_give_up) +
        ", is no longer than what a payer never opened takes to die, " +
        to_text(served->unopened_dies_after) + ": each such order will wait for a person.");
  }
}

bool moves_real_money(const configuration& c) {
  return !std::ranges::all_of(c.engine.channels, &channel_settings::is_simulated);
}

/// Whoever may name an endpoint could have the machine's own services asked.
void look_for_private_endpoints(const configuration& c, warnings& to) {
  if (!c.webhooks.allow_private_addresses || !moves_real_money(c)) return;
  to.emplace_back(
      "webhooks.allow_private_addresses is for tests, and there are channels where real money "
      "moves: endpoints of merchants may be within this machine's network, and unencrypted.");
}

/// A receiver that fails is told of by the others.
void look_for_lone_receivers(const configuration& c, warnings& to) {
  if (!moves_real_money(c)) return;
  const auto& all = c.engine.alarms.receivers;
  for (const auto& one : all) {
    const alarm::notice of_its_failing{.what = alarm::kind::receiver_failing, .key = one.name};
    if (std::ranges::none_of(all, [&](const auto& r) { return r.wants(of_its_failing); }))
      to.push_back("alarms.receivers." + one.name +
                   ": no other receiver hears of it when this one fails, so that nobody would.");
  }
}

}  // namespace

std::vector<std::string> setup_warnings(const configuration& c) {
  warnings out;
  look_for_risk_service(c, out);
  for (const auto& channel : c.engine.channels) compare_with_pages(c, channel, out);
  look_for_private_endpoints(c, out);
  look_for_lone_receivers(c, out);
  return out;
}

}  // namespace sluice
