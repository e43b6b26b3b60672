#include "adapters/config/setup_warnings.hpp"

#include <algorithm>

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

/// An order that is no test may go to any of them, and be called paid where no money moved.
void look_for_mixed_lists(const engine_settings& engine, warnings& to) {
  for (const auto& m : engine.merchants) {
    const channel_settings* tests = nullptr;
    const channel_settings* pays = nullptr;
    for (const auto& c : engine.channels)
      if (std::find(m.channels.begin(), m.channels.end(), c.id) != m.channels.end())
        (c.is_simulated ? tests : pays) = &c;
    if (tests != nullptr && pays != nullptr)
      to.push_back("merchants." + m.id.value() + ".channels names " + tests->id.value() +
                   ", which is simulated, beside " + pays->id.value() +
                   ": a payment that is no test may go there, and no money will have moved.");
  }
}

}  // namespace

std::vector<std::string> setup_warnings(const configuration& c) {
  warnings out;
  look_for_risk_service(c, out);
  look_for_mixed_lists(c.engine, out);
  return out;
}

}  // namespace sluice
