#pragma once
/// What the makers of dialects share when they read an account's keys.

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "adapters/channels/dialects.hpp"
#include "base/invariant.hpp"

namespace sluice {

/// Empty: the account has no such key.
[[nodiscard]] inline secret key_called(const account_keys& keys, std::string_view name) {
  const auto* found = keys.find(name);
  return found == nullptr ? secret{} : *found;
}

/// `why`: a sentence that begins with "it", of the key of this name, which has a row in `needs`.
[[nodiscard]] inline key_fault fault_of_key(std::span<const key_need> needs, std::string_view name,
                                            std::string why) {
  const auto row = std::find_if(
      needs.begin(), needs.end(), [&](const key_need& need) { return need.name == name; });
  SLUICE_INVARIANT(row != needs.end());
  return {.key = std::string(name), .why = std::move(why), .allowed = std::string(row->what)};
}

/// The first key that is required and not there.
[[nodiscard]] inline std::optional<key_fault> missing_key(std::span<const key_need> needs,
                                                          const account_keys& keys) {
  for (const auto& need : needs)
    if (need.is_required && key_called(keys, need.name).empty())
      return fault_of_key(needs, need.name, "it is missing");
  return std::nullopt;
}

}  // namespace sluice
