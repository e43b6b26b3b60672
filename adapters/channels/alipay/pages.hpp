#pragma once
/// What Alipay lets the payer do elsewhere: scan a code that the shop shows (precreate), pay on a
/// page of a browser (page.pay, wap.pay), or in Alipay's app (app.pay). Only the first is a call:
/// the others are requests that we sign, and the payer's browser or app sends. Until the payer has
/// opened it, Alipay knows no such trade. Source: opendocs.alipay.com, the API lists of
/// alipay.trade.

#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "actors/ports/channel_port.hpp"
#include "adapters/channels/foreign_text.hpp"
#include "domain/order/report.hpp"

namespace sluice::alipay {

/// The payer acts elsewhere, and may do nothing at all.
[[nodiscard]] bool is_for_payer(business_type type) noexcept;

/// Until then the payer can begin to pay (time_expire): a quarter of an hour from the attempt's
/// beginning, or the order's own limit where that is earlier.
inline constexpr std::chrono::minutes page_lives{15};

/// So long after the attempt's beginning what the payer was given has died, even by a clock that is
/// some minutes behind.
inline constexpr std::chrono::minutes page_surely_dead_after = page_lives + std::chrono::minutes{5};
/// A trade that is not there by then will never be.
[[nodiscard]] bool is_page_dead(const channel_call& call, instant now) noexcept;

/// Nobody can close what the payer has not opened, and nobody can open it once it is dead.
[[nodiscard]] order::revoke_report close_of_nothing(order::revoke_report report,
                                                    const channel_call& call, instant now);

/// Adds what these kinds need beyond number, amount and subject. Pay only.
void add_page(nlohmann::json& content, const channel_call& call);

/// `query`: the signed request, escaped. Nothing: it is not for the payer to send.
[[nodiscard]] std::optional<payer_action> sent_by_payer(
    business_type type, const std::string& pages_url, const std::string& query);

/// The page that `query` opens in the payer's browser.
[[nodiscard]] payer_action page_of(const std::string& pages_url, const std::string& query);

/// Nothing: it is no text of a code.
[[nodiscard]] std::optional<payer_action> shown_code(foreign_text qr_code);

}  // namespace sluice::alipay
