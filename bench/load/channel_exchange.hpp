#pragma once
/// A dialect's calls with what the simulated channel of its kind answers to them, so that both
/// halves of a call can be done again and again without a network: assembled (signed), and
/// understood (checked and read). Keys and channels: sim/providers.
///
/// Who calls it: the workloads channel and isolation.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "adapters/channels/dialects.hpp"
#include "adapters/signing/rsa_key.hpp"
#include "bench/load/report.hpp"

namespace sluice::bench {

/// One operation of one business type.
struct measured_call {
  operation what;
  business_type type;
};

/// Every payment that a row serves, because each is another request; the other operations once, of
/// the first type that has them.
[[nodiscard]] std::vector<measured_call> calls_of(const dialect_row& row);

/// "pay_payment_code"
[[nodiscard]] std::string name_of(const measured_call& one);

/// The dialect of an account at the simulated channel. A row without one: nothing.
[[nodiscard]] std::unique_ptr<dialect> simulated_dialect(const dialect_row& row);

struct exchange {
  measured_call which;
  channel_call call;
  instant at;  ///< asked and answered
  std::optional<http_result> answer;  ///< nothing: the payer sends it, and no answer comes here
};

/// As the channel and `speaks` have it, with all that must have happened before (nobody is refunded
/// who has not paid). The problem: the dialect did not send it, or did not understand the answer.
[[nodiscard]] std::variant<exchange, problem> recorded(
    const dialect_row& row, const dialect& speaks, const measured_call& which);

/// What is RSA in a dialect's calls, by itself: one key signs ours, another checks theirs.
struct rsa_halves {
  signing::private_key ours;
  signing::public_key theirs;
  std::string text;  ///< about as long as what is signed
  std::string signed_by_them;  ///< their signature over it
};

/// Nothing: this dialect has no RSA.
[[nodiscard]] std::optional<rsa_halves> rsa_of(std::string_view dialect_name);

}  // namespace sluice::bench
