#pragma once
/// The dialects by the name that configuration uses.

#include <array>
#include <memory>
#include <string_view>

#include "adapters/channels/dialect.hpp"

namespace sluice {

inline constexpr std::array<std::string_view, 2> dialect_names{"wechat_v2", "alipay"};

/// Null for a name that is not one of dialect_names.
[[nodiscard]] std::unique_ptr<dialect> make_dialect(std::string_view name, dialect_account account);

}  // namespace sluice
