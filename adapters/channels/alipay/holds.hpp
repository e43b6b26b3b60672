#pragma once
/// Money that Alipay only holds for the merchant (预授权): the payer scans a code and lets it be
/// frozen; alipay.trade.pay takes of it, and the rest is let go; or all of it is unfrozen. The
/// freeze and the unfreeze are operations of one order, each with a number of its own
/// (out_order_no, out_request_no); the order's own number at Alipay (auth_no) is what a trade takes
/// from. Source: opendocs.alipay.com, the API list of alipay.fund.auth.

#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "actors/ports/channel_port.hpp"
#include "adapters/channels/alipay/reply.hpp"
#include "adapters/channels/dialect.hpp"
#include "adapters/channels/form.hpp"

namespace sluice::alipay {

/// About what is held, not about a capture of it.
[[nodiscard]] bool is_about_hold(const channel_call& call) noexcept;
[[nodiscard]] bool is_about_capture(const channel_call& call) noexcept;

/// Nothing: there is no such operation, or what it needs is not known.
[[nodiscard]] std::optional<std::string_view> hold_method(const channel_call& call) noexcept;
[[nodiscard]] nlohmann::json hold_content(const channel_call& call, instant now);
/// Adds to a trade's content from where it takes. Pay only.
void add_hold(nlohmann::json& content, const channel_call& call);

/// What a proven answer says; not of a pay that was refused.
[[nodiscard]] channel_answer hold_says(const channel_call& call, const reply& r, instant now);

[[nodiscard]] bool is_about_hold(const form_fields& told) noexcept;
[[nodiscard]] heard_notice read_hold_notice(const form_fields& told);

}  // namespace sluice::alipay
