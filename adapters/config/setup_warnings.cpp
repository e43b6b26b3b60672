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

}  // namespace

std::vector<std::string> setup_warnings(const configuration& c) {
  warnings out;
  look_for_risk_service(c, out);
  return out;
}

}  // namespace sluice
