#pragma once
/// What this engine can speak: a row a dialect. Configuration takes names from here; whoever wants
/// to know what a channel can do asks its row, not the dialect.

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string_view>

#include "adapters/channels/dialect.hpp"
#include "domain/policy.hpp"
#include "domain/wallet.hpp"

namespace sluice {

class operation_set {
 public:
  constexpr operation_set(std::initializer_list<operation> members) noexcept {
    for (const auto one : members) bits_ |= bit(one);
  }
  [[nodiscard]] constexpr bool has(operation one) const noexcept { return (bits_ & bit(one)) != 0; }

 private:
  static constexpr std::uint32_t bit(operation one) noexcept {
    return 1U << static_cast<std::uint32_t>(one);
  }
  std::uint32_t bits_ = 0;
};

/// What a dialect offers for a business type. Whatever is not listed is not assembled.
struct served_type {
  business_type type;
  operation_set operations;
};

/// What makes a notification more than hearsay.
enum class notice_proof : std::uint8_t {
  no_notices,  ///< the channel tells nothing unasked
  none,  ///< anybody could have written it
};

struct dialect_row {
  std::string_view name;  ///< in configuration: dialect = "alipay"
  wallet reaches;  ///< whose payers
  bool has_merchant_id;  ///< besides the app_id
  std::span<const served_type> serves;
  notice_proof notices;
  std::unique_ptr<dialect> (*make)(dialect_account account);

  [[nodiscard]] constexpr bool can(operation what, business_type type) const noexcept {
    return std::any_of(serves.begin(), serves.end(), [&](const served_type& one) {
      return one.type == type && one.operations.has(what);
    });
  }
};

[[nodiscard]] std::span<const dialect_row> all_dialects() noexcept;

/// Null for a name that no row has.
[[nodiscard]] const dialect_row* find_dialect(std::string_view name) noexcept;
[[nodiscard]] std::unique_ptr<dialect> make_dialect(std::string_view name, dialect_account account);

}  // namespace sluice
