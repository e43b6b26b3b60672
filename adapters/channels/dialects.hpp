#pragma once
/// What this engine can speak: a row a dialect. Configuration takes names from here; whoever wants
/// to know what a channel can do asks its row, not the dialect.

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>

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
  /// What the payer was given and never opened cannot be closed before it has died by itself: that
  /// long after the attempt began. Nothing: it can be closed at once.
  millis unopened_dies_after{};
};

/// A key that an account has, in configuration: [channels.NAME.keys].
struct key_need {
  std::string_view name;
  bool is_required;  ///< others change how the channel is spoken to
  std::string_view what;  ///< for a person: "the merchant's private key, PEM"
};

/// A key that cannot be used, or does not fit the others.
struct key_fault {
  std::string key;  ///< its name
  std::string why;  ///< what is wrong, without a word of the key itself
  std::string allowed;
};

using made_dialect = std::variant<std::unique_ptr<dialect>, key_fault>;

struct dialect_row {
  std::string_view name;  ///< in configuration: dialect = "alipay"
  std::span<const wallet> reaches;  ///< whose payers
  bool has_app_id;
  bool has_merchant_id;
  std::span<const key_need> keys;
  std::string_view agreement_key{};  ///< that an account with agreements has; empty: none
  std::span<const business_type> signs_while_paying{};  ///< a payer, an agreement
  std::string_view card_key{};  ///< that an account has which opens cards; empty: none does
  std::span<const served_type> serves;
  bool notifies;  ///< tells unasked; false: hears nothing
  bool has_bills;  ///< can be asked for the trade bill of a day
  bool has_fund_bills = false;  ///< and for that of an account
  std::span<const std::string_view> balances{};  ///< the accounts whose balance can be asked
  /// Names of what may be stored of its messages; no other value is.
  std::span<const std::string_view> public_fields;
  /// How many characters its narrowest number takes that we choose (domain/channel_numbers.hpp).
  std::size_t number_width;
  channel_windows windows;
  /// Reads the keys, so that one that is damaged is found at the start.
  made_dialect (*make)(dialect_account account);

  [[nodiscard]] constexpr bool gives(bill_kind kind) const noexcept {
    return kind == bill_kind::trades ? has_bills : has_fund_bills;
  }
  [[nodiscard]] constexpr const served_type* find(business_type type) const noexcept {
    const auto at = std::ranges::find(serves, type, &served_type::type);
    return at == serves.end() ? nullptr : &*at;
  }
  [[nodiscard]] constexpr bool can(operation what, business_type type) const noexcept {
    const auto* const served = find(type);
    return served != nullptr && served->operations.has(what);
  }
};

[[nodiscard]] std::span<const dialect_row> all_dialects() noexcept;

/// Null for a name that no row has.
[[nodiscard]] const dialect_row* find_dialect(std::string_view name) noexcept;

}  // namespace sluice
