#pragma once
/// Whose payment code it is, for judges who check what the engine makes of one.

#include <optional>
#include <string_view>

#include "domain/wallet.hpp"

namespace sluice::sim {

/// By the first digits, as payment companies publish them. Of what needs no code: nothing.
[[nodiscard]] inline std::optional<wallet> wallet_by_prefix(std::string_view code) {
  if (code.starts_with("1")) return wallet::wechat;
  if (code.starts_with("2")) return wallet::alipay;
  return std::nullopt;
}

}  // namespace sluice::sim
