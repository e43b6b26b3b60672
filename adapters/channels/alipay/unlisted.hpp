#pragma once
/// Which of Alipay's words no table has. Used by what reads its answers.

#include "adapters/channels/alipay/codes.hpp"
#include "adapters/channels/alipay/hold_codes.hpp"
#include "adapters/channels/alipay/reply.hpp"

namespace sluice::alipay {

/// What they mean depends on what was asked, so that no table has them.
inline constexpr std::array known_without_a_row{
    attempt_row{"10003", order::finding::unknown},
    attempt_row{"REFUND_SUCCESS", order::finding::unknown},
    attempt_row{"AUTH_OPERATION_NOT_EXIST", order::finding::unknown},
    attempt_row{"USER_AGREEMENT_NOT_EXIST", order::finding::unknown},
};

[[nodiscard]] constexpr bool is_unlisted(std::string_view code) noexcept {
  return is_in_none(code, gateway_codes, unsure_sub_codes, pay_codes, query_codes, trade_states,
                    transfer_codes, transfer_query_codes, transfer_states, cancel_codes,
                    close_codes, refund_codes) &&
         is_in_none(code, hold_codes, freeze_states, hold_cancel_codes, unfreeze_codes,
                    unfreeze_states, known_without_a_row);
}

/// Of a refusal the business code decides, or the gateway's where the call did not get so far.
[[nodiscard]] inline bool is_unlisted_refusal(const reply& r) {
  if (r.ok() || find_row(unsure_sub_codes, r.text("sub_code").as_received()) != nullptr)
    return false;
  return is_unlisted(r.text(r.text("code") == "40004" ? "sub_code" : "code").as_received());
}

}  // namespace sluice::alipay
