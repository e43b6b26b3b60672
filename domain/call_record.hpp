#pragma once
/// One call to a channel as people look it up later: what was asked under which number, when, for
/// how long, and what came of it. No rule goes by it and no event is made of it; it lies beside the
/// log, and may be missing.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "base/invariant.hpp"
#include "domain/ids.hpp"

namespace sluice {

enum class call_outcome : std::uint8_t {
  done,  ///< the channel says yes: paid, taken back, refunded, in force
  declined,  ///< it says no
  pending,  ///< it has no word yet: the payer is at it, it is under way, nothing is found
  unknown,  ///< no answer, or none that can be believed
  not_sent,  ///< the call never left
};

[[nodiscard]] constexpr std::string_view name_of(call_outcome o) noexcept {
  switch (o) {
    case call_outcome::done: return "done";
    case call_outcome::declined: return "declined";
    case call_outcome::pending: return "pending";
    case call_outcome::unknown: return "unknown";
    case call_outcome::not_sent: return "not_sent";
  }
  broken_invariant("every outcome has a name", __FILE__, __LINE__);
}

struct call_record {
  order_id order;
  agreement_no agreement{};  ///< empty: it was about an order; else the order names a merchant only
  attempt_no attempt{};
  refund_no refund{};  ///< empty: it was not about one
  channel_id channel;
  std::string operation;  ///< "query"
  channel_key number{};  ///< under which the channel was called
  instant began{};
  millis took{0};
  call_outcome outcome = call_outcome::unknown;
  std::string code{};  ///< the channel's word
  std::string cause{};  ///< why there is none, or whose fault it names; empty: nothing to say

  friend bool operator==(const call_record&, const call_record&) = default;
};

/// Why records are missing.
enum class gap_reason : std::uint8_t {
  dropped,  ///< there were more than could be written
  process_ended,  ///< without notice: what it had not written is gone, nobody knows how much
  message_dropped,  ///< as `dropped`, of what was sent and answered
};

struct record_gap {
  instant from{}, to{};
  std::uint64_t count = 0;  ///< 0: not known
  gap_reason reason = gap_reason::dropped;

  friend bool operator==(const record_gap&, const record_gap&) = default;
};

}  // namespace sluice
