#include "adapters/channels/wechat_v3/refund.hpp"

#include "adapters/channels/answers.hpp"
#include "adapters/channels/wechat_v3/codes.hpp"
#include "adapters/channels/wechat_v3/fields.hpp"

namespace sluice::wechat_v3 {
namespace {

using order::refund_finding;

/// The answer to a refund says that it was taken on; that it is done, only a query is believed. One
/// that is sent on may be shown as it was before.
refund_finding as_far_as_asked(operation what, refund_finding found) noexcept {
  if (what == operation::refund_query) return found;
  const bool is_as_before = what == operation::send_on_refund && found == refund_finding::stuck;
  return found == refund_finding::done || is_as_before ? refund_finding::accepted : found;
}

order::receipt receipt_of(const nlohmann::json& reply, currency unit) {
  const auto& amount = member_of(reply, "amount");
  return {.at = time_in(reply, "success_time"),
          .settled = fen_in(amount, "settlement_refund", unit),
          .coupons = fen_in(amount, "discount_refund", unit),
          .payer_account = text_in(reply, "channel").word()};
}

}  // namespace

channel_answer refund_answer(const channel_call& call, const nlohmann::json& reply) {
  const auto& amount = member_of(reply, "amount");
  const auto unit = currency_in(amount);
  const auto refunded = unit ? fen_in(amount, "refund", *unit) : std::nullopt;
  if (text_in(reply, "out_refund_no") != call.refund_key.value() ||
      text_in(reply, "out_trade_no") != call.key.value())
    return cannot_tell(call, "foreign_refund");
  if (!refunded) return cannot_tell(call, "amount_unreadable");
  if (*refunded != call.refund_amount) return cannot_tell(call, "another_amount");
  const auto state = text_in(reply, "status");
  const auto* row = find_row(refund_states, state.as_received());
  if (row == nullptr) return cannot_tell(call, state, is_unlisted(state.as_received()));
  order::refund_report report{
      .refund = call.refund,
      .found = as_far_as_asked(call.what, row->found),
      .code = state.word(),
      .channel_reference = text_in(reply, "refund_id").word(),
      .amount = refunded};
  report.can_be_sent_on =
      report.found == refund_finding::stuck && !report.channel_reference.empty();
  if (report.found == refund_finding::done) report.told = receipt_of(reply, refunded->unit);
  return report;
}

channel_answer refund_error(const channel_call& call, int status, foreign_text code) {
  const auto* row =
      call.what == operation::refund ? find_row(refund_errors, status, code.as_received())
      : call.what == operation::send_on_refund
          ? find_row(send_on_errors, status, code.as_received())
          : find_row(refund_query_errors, status, code.as_received());
  if (row == nullptr) return cannot_tell(call, code, is_unlisted(code.as_received()));
  return order::refund_report{.refund = call.refund, .found = row->found, .code = code.word()};
}

}  // namespace sluice::wechat_v3
