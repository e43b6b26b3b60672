#pragma once
/// Alipay's agreements (商家扣款): the payer signs on a page that we build and sign
/// (alipay.user.agreement.page.sign), may then be charged without being asked (trade.pay with
/// agreement_params), and either side ends it (unsign). Alipay tells unasked what was signed and
/// what was ended. Source: opendocs.alipay.com, the pages of the product and of
/// alipay.user.agreement.

#include <nlohmann/json.hpp>

#include "adapters/channels/alipay/reply.hpp"
#include "adapters/channels/dialect.hpp"
#include "adapters/channels/form.hpp"

namespace sluice::alipay {

/// A payment that names the number of a signed agreement.
[[nodiscard]] bool is_by_agreement(const channel_call& call) noexcept;
/// Adds it. Pay only.
void add_agreement(nlohmann::json& content, const channel_call& call);

/// The payer signs while he pays (支付并签约): what the page of the payment is to say of it. Not
/// from there, but as its SDKs do: which of the two products the payment itself names.
void add_signing(nlohmann::json& content, const channel_call& call, const std::string& notify_url);

/// Of the page on which the payer signs; he must have begun by the call's time.
[[nodiscard]] nlohmann::json offer_content(const channel_call& call, instant now);
/// Which agreement is asked about, or ended.
[[nodiscard]] nlohmann::json agreement_content(const channel_call& call);

/// What a genuine answer says of the agreement.
[[nodiscard]] channel_answer agreement_says(const channel_call& call, const reply& r);

[[nodiscard]] bool is_about_agreement(const form_fields& told) noexcept;
/// Precondition: it is genuine, and about an agreement.
[[nodiscard]] heard_notice read_agreement_notice(const form_fields& told);

}  // namespace sluice::alipay
