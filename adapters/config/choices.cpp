/// Names that may stand in several sections of the file.

#include "adapters/config/sections.hpp"
#include "base/enumerators.hpp"

namespace sluice::config {

choice business_type_choice() {
  choice out{.what = "business type", .names = {}};
  for (const auto& row : business_policies) out.names.emplace_back(row.name);
  return out;
}

choice currency_choice() {
  choice out{.what = "currency", .names = {}};
  for (const auto& row : currencies) out.names.emplace_back(row.name);
  return out;
}

choice wallet_choice() {
  choice out{.what = "wallet", .names = {}};
  for (const auto w : enumerators<wallet>) out.names.emplace_back(name_of(w));
  return out;
}

std::vector<business_type> business_types_named(const std::vector<std::string>& names) {
  std::vector<business_type> out;
  for (const auto& name : names)
    if (const auto type = business_type_from_name(name)) out.push_back(*type);
  return out;
}

}  // namespace sluice::config
