#pragma once
/// What a simulated channel knows of one trade. Plain data; provider.hpp has the rules, the faces
/// write it down in their channel's language.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "domain/money.hpp"
#include "domain/policy.hpp"
#include "sim/providers/fates.hpp"

namespace sluice::sim {

///   (absent) ──pay──> awaiting_payer ──> paid ──revoke──> revoked
///       │                   │  │ └─revoke, expiry──> revoked
///       │                   │  └───close──> closed
///       │                   └──(payout only)──> failed
///       ├──declined──> turned_down ──(row 17)──> paid
///       └──revoke──> revoked (the number is burnt; queries still find nothing)
///
/// Of a hold (is_hold) paid means held: the money is the payer's still. Refunds let it go; a
/// capture, a trade of its own, takes of it once, and the rest is let go.
enum class trade_state { awaiting_payer, paid, closed, revoked, failed, turned_down };

struct refund {
  std::string key{};  ///< out_refund_no
  money amount{};
  bool done = false;  ///< false: accepted, the money is on its way
  bool is_stuck = false;  ///< it cannot go the way the payment came
  instant at{};       ///< requested, then done
  std::string reference{};
};

struct trade {
  std::string key{};  ///< out_trade_no
  business_type type = business_type::payment_code;
  money amount{};
  trade_state state = trade_state::awaiting_payer;
  instant created{};
  instant changed{};
  std::optional<instant> paid{};  ///< when; whatever happened since
  instant visible_from{};  ///< queries find nothing before
  bool never_seen = false;  ///< revoked before any pay request arrived
  std::string reference{};  ///< the channel's own number
  std::string app_id{};
  std::string notify_url{};
  bool by_agreement = false;  ///< charged within the call, without the payer
  std::string taken_from{};   ///< of a capture: the key of its hold
  money taken{};              ///< of a hold: what a capture took
  std::map<std::string, std::string> said{};  ///< pay_request::said
  const fate* script = &fates[0];
  int revokes = 0;
  std::int64_t given_back_minor = 0;
  std::vector<refund> refunds{};
  std::set<std::string> refunds_lost{};  ///< their first request was lost (row 12)
};

/// Never paid within the call: a bank card on file, or a payer who acts elsewhere.
[[nodiscard]] bool is_paid_later(business_type type) noexcept;
/// The payer only lets the money be held.
[[nodiscard]] bool is_hold(const trade& t) noexcept;
/// Of a hold: what is held of it by now.
[[nodiscard]] std::int64_t held_minor(const trade& t) noexcept;
/// Done or on their way.
[[nodiscard]] std::int64_t refunded_minor(const trade& t) noexcept;
[[nodiscard]] const refund* find_refund(const trade& t, const std::string& refund_key) noexcept;

}  // namespace sluice::sim
