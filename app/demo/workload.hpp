#pragma once
/// What the made-up shops sell: order number i of a seed is always the same order. Every thirty
/// orders hold every row of the channels' table (sim/providers/FATES.md) at least once, and twelve
/// that are simply paid.
///
/// Read by the shopkeeper, who carries it out, and by the verdict, which knows what should come
/// out.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "domain/policy.hpp"
#include "domain/wallet.hpp"
#include "sim/providers/fates.hpp"

namespace sluice::demo {

/// What the shop does once the order has ended (or, of a revoke while the payer types, before).
enum class errand : std::uint8_t {
  nothing,
  repeat_same,      ///< the same command again, at once and later: the same answer
  other_body,       ///< the same number with another amount: refused
  refund_in_parts,  ///< all of it in three refunds, then one too many: refused
  refund_half,      ///< with a fate of its own: rows 11, 12, 13
  revoke_paid,      ///< refused
  revoke_unpaid,    ///< while the payer types
  capture_half,     ///< of what is held; the rest is let go
  release,          ///< all that is held
};

struct planned_order {
  std::string merchant{};
  std::string order_no{};
  std::int64_t amount_minor = 0;
  wallet pays = wallet::wechat;
  business_type type = business_type::payment_code;
  std::string payment_code{};  ///< made up; valid in form only; of payment codes
  std::string channel{};  ///< the one that the shop insists on; empty: the engine chooses
  std::string agreement{};  ///< by which the payer is charged; empty: by none
  bool accepted_is_enough = false;  ///< asks for the answer "accepted"
  errand next = errand::nothing;
};

inline constexpr std::size_t orders_per_round = 30;

[[nodiscard]] planned_order plan_order(std::uint64_t seed, std::size_t index);

/// For the wallet that has two accounts: simply paid, no errand. Every third insists on the first
/// of them, and so goes on asking it when the scores lead all others elsewhere.
[[nodiscard]] planned_order plan_plain_order(std::uint64_t seed, std::size_t index);

/// For merchant m5: every kind of payment in which the payer acts elsewhere, or shows a code of
/// another wallet, at each account that takes it: once paid at once, once a little later. What is
/// only held is captured in part, or let go.
[[nodiscard]] planned_order plan_payer_order(std::uint64_t seed, std::size_t index);
extern const std::size_t payer_orders;  ///< so many are all of them

/// The agreement that the demo's payer signs with merchant m5.
[[nodiscard]] std::string agreement_number(std::uint64_t seed);
/// Charged by it: simply paid, no errand.
[[nodiscard]] planned_order plan_agreed_order(std::uint64_t seed, std::size_t index);

/// The row of the table: how the channel behaves, whatever the shop does.
[[nodiscard]] const sim::fate& fate_of(const planned_order& plan) noexcept;
/// "paid", "failed", "revoked" or "needs_operator".
[[nodiscard]] std::string planned_state(const planned_order& plan);
/// A notification will contradict the result.
[[nodiscard]] bool plans_conflict(const planned_order& plan) noexcept;

/// Of what is held: whole yuan, so that it is simply captured.
[[nodiscard]] std::int64_t captured_part(const planned_order& plan) noexcept;
/// The three refunds of refund_in_parts; together the whole amount.
[[nodiscard]] std::array<std::int64_t, 3> refund_parts(const planned_order& plan) noexcept;

}  // namespace sluice::demo
