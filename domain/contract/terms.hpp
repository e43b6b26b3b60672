#pragma once
/// What has been agreed with somebody about fees: with a merchant, what it pays us; with a channel,
/// what it costs us. Rows in order: the first one that fits a payment is its row, and the last one
/// fits any, so that no payment is without. Pure.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/contract/fee.hpp"
#include "domain/ids.hpp"
#include "domain/money.hpp"
#include "domain/policy.hpp"
#include "domain/rejection.hpp"

namespace sluice::contract {

/// How a fee is paid. Stored in the log: never change or reuse a number.
enum class billing : std::uint8_t {
  included = 1,  ///< it is kept back from what is settled (内扣)
  apart = 2,  ///< it is billed, and settled whole (外扣)
};

/// Whose account at the channel the payers' money comes to. Stored in the log: never change or
/// reuse a number.
enum class account_owner : std::uint8_t {
  merchant = 1,  ///< its own: the money is never ours
  us = 2,  ///< ours: we settle with it
};

/// What is not said fits anything.
struct row {
  std::optional<channel_id> channel{};  ///< always nothing where the contract is a channel's
  std::optional<business_type> type{};
  std::string method{};  ///< of the instrument: "debit_card"
  std::string bank{};
  std::int64_t amount_from = 0;  ///< minor units
  std::optional<std::int64_t> amount_below{};
  rate by{};
  fee_return returns = fee_return::cumulative;
  friend bool operator==(const row&, const row&) = default;
};

struct terms {
  account_owner owner = account_owner::merchant;
  billing how = billing::included;
  std::vector<row> rows{};  ///< none: nothing is paid
  friend bool operator==(const terms&, const terms&) = default;
};

/// A payment, as far as rows look at it.
struct payment {
  const channel_id& channel;
  business_type type;
  const instrument& with;
  std::int64_t amount_minor = 0;
};
/// Null: there are no rows. Lives as long as the terms.
[[nodiscard]] const row* row_for(const terms& t, const payment& p) noexcept;

inline constexpr std::size_t most_rows = 64;
inline constexpr std::int64_t most_fee_minor = 1'000'000'000;

/// Why nobody can have agreed to that; the field is "rows" with its number from 0.
[[nodiscard]] std::optional<rejection> fault_in(const terms& t);

[[nodiscard]] std::string_view name_of(billing b) noexcept;
[[nodiscard]] std::string_view name_of(account_owner o) noexcept;
[[nodiscard]] std::optional<billing> billing_from_name(std::string_view name) noexcept;
[[nodiscard]] std::optional<account_owner> account_owner_from_name(std::string_view name) noexcept;

}  // namespace sluice::contract
