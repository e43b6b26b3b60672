#include "adapters/channels/alipay/holds.hpp"

#include <algorithm>
#include <chrono>
#include <string>

#include "adapters/channels/alipay/pages.hpp"
#include "adapters/channels/alipay/unlisted.hpp"
#include "adapters/channels/answers.hpp"
#include "adapters/channels/beijing_time.hpp"
#include "adapters/channels/decimal_amount.hpp"
#include "base/invariant.hpp"

namespace sluice::alipay {
namespace {

using json = nlohmann::json;

constexpr std::string_view freeze = "FREEZE", unfreeze = "UNFREEZE";
constexpr std::string_view was_frozen = "fund_auth_freeze", was_unfrozen = "fund_auth_unfreeze";

bool is_about_release(const channel_call& call) noexcept {
  return call.what == operation::refund || call.what == operation::refund_query;
}

const std::string& request_number(const channel_call& call) {
  return is_about_release(call) ? call.refund_key.value() : call.key.value();
}

std::string order_title(const channel_call& call) {
  constexpr std::size_t longest = 100;
  return std::string(
      cut_text(call.description.empty() ? call.key.value() : call.description, longest));
}

/// "15m", from the request on. Alipay takes no less than a minute.
std::string left_to_scan(const channel_call& call, instant now) {
  const auto page_ends = call.begun + page_lives;
  const auto ends = std::min(call.not_after.value_or(page_ends), page_ends);
  const auto left = std::chrono::floor<std::chrono::minutes>(ends - now).count();
  return std::to_string(std::max<std::int64_t>(left, 1)) + 'm';
}

json code_content(const channel_call& call, instant now) {
  json content{{"out_order_no", call.key.value()},       {"out_request_no", call.key.value()},
               {"order_title", order_title(call)},       {"amount", decimal_text(call.amount)},
               {"pay_timeout", left_to_scan(call, now)}, {"product_code", "PRE_AUTH"}};
  if (call.amount.unit != currency::cny) content["trans_currency"] = name_of(call.amount.unit);
  return content;
}

/// A freeze goes on saying that it has succeeded, whatever became of the money since: held is what
/// the order has left. What a trade has taken of it, the trade tells.
template <class Text, class Report>
void weigh_freeze(const Text& text, currency asked, Report& into) {
  const auto status = text("status");
  into.code = status.word();
  into.channel_reference = text("auth_no").word();
  const auto* row = find_row(freeze_states, status.as_received());
  if (row == nullptr) return;
  if (row->found != order::finding::paid) {
    into.found = row->found;
    return;
  }
  const auto unit_name = text("trans_currency");
  const auto unit =
      unit_name.empty() ? std::optional(asked) : currency_from_name(unit_name.as_received());
  const auto left =
      unit ? money_from_decimal(text("rest_amount").as_received(), *unit) : std::nullopt;
  const auto taken =
      unit ? money_from_decimal(text("total_pay_amount").as_received(), *unit) : std::nullopt;
  if (!left || !taken || into.channel_reference.empty() || !text("auth_no").is_word()) {
    into.code = "amount_unreadable";
  } else if (taken->minor_units > 0) {
    into.code = "taken";
  } else if (left->minor_units == 0) {
    into.found = order::finding::not_paid;
    into.code = "released";
  } else {
    into.found = order::finding::paid;
    into.amount = left;
    into.told = {.at = from_beijing_time(text("gmt_trans").as_received()),
                 .trace = text("operation_id").word()};
  }
}

bool is_nothing_there(const reply& r) {
  return r.text("code") == "40004" && (r.text("sub_code") == "AUTH_ORDER_NOT_EXIST" ||
                                       r.text("sub_code") == "AUTH_OPERATION_NOT_EXIST");
}

channel_answer code_given(const channel_call& call, const reply& r) {
  auto action = shown_code(r.text("code_value"));
  if (!action) return cannot_tell(call, "no_code");
  return order::attempt_report{
      .attempt = call.attempt,
      .from = source_of(call.what),
      .found = order::finding::payer_paying,
      .code = r.code().word(),
      .action = std::move(action)};
}

/// Each operation of the order has a number and a kind: the word of another one proves nothing.
bool is_of(const channel_call& call, const reply& r, std::string_view kind) {
  return r.text("out_order_no") == call.key.value() &&
         r.text("out_request_no") == request_number(call) && r.text("operation_type") == kind;
}

channel_answer freeze_says(const channel_call& call, const reply& r) {
  order::attempt_report report{
      .attempt = call.attempt, .from = source_of(call.what), .code = r.code().word()};
  // The payer has not scanned what he was shown.
  if (is_nothing_there(r)) report.found = order::finding::not_paid_yet;
  if (!r.ok()) return report;
  if (!is_of(call, r, freeze)) return cannot_tell(call, "foreign_operation");
  weigh_freeze([&](const char* name) { return r.text(name); }, call.amount.unit, report);
  if (report.found != order::finding::unknown) return report;
  auto nothing = cannot_tell(call, report.code);
  std::get<order::attempt_report>(nothing).unlisted = is_unlisted(r.text("status").as_received());
  return nothing;
}

/// A cancel also lets go what is held already, and says which it did (action).
channel_answer cancel_says(const channel_call& call, const reply& r, instant now) {
  order::revoke_report report{.attempt = call.attempt, .code = r.code().word()};
  const auto action = r.text("action");
  if (is_nothing_there(r) || (r.ok() && action.empty()))
    return close_of_nothing(std::move(report), call, now);
  if (r.ok()) {
    if (action != "close" && action != "unfreeze") return report;
    report.found = order::revoke_finding::done;
    report.money_returned = action == "close" ? order::returned::no : order::returned::yes;
    return report;
  }
  if (r.text("code") != "40004") return report;
  if (const auto* row = find_row(hold_cancel_codes, r.text("sub_code").as_received()))
    report.found = row->found;
  return report;
}

channel_answer unfrozen_by(const channel_call& call, const reply& r) {
  if (r.text("out_request_no") != call.refund_key.value())
    return cannot_tell(call, "foreign_refund");
  const auto status = r.text("status");
  order::refund_report report{.refund = call.refund,
                              .code = status.word(),
                              .channel_reference = r.text("operation_id").word()};
  if (const auto* row = find_row(unfreeze_states, status.as_received())) report.found = row->found;
  report.unlisted = is_unlisted(status.as_received());
  if (report.found != order::refund_finding::done) return report;
  report.amount = money_from_decimal(r.text("amount").as_received(), call.refund_amount.unit);
  if (!report.amount) return cannot_tell(call, "amount_unreadable");
  report.told.at = from_beijing_time(r.text("gmt_trans").as_received());
  return report;
}

channel_answer unfreeze_says(const channel_call& call, const reply& r) {
  if (r.ok()) return unfrozen_by(call, r);
  order::refund_report report{.refund = call.refund, .code = r.code().word()};
  if (r.text("code") != "40004") return report;
  if (const auto* row = find_row(unfreeze_codes, r.text("sub_code").as_received()))
    report.found = row->found;
  return report;
}

channel_answer unfreeze_query_says(const channel_call& call, const reply& r) {
  if (r.ok())
    return is_of(call, r, unfreeze) ? unfrozen_by(call, r) : cannot_tell(call, "foreign_refund");
  order::refund_report report{.refund = call.refund, .code = r.code().word()};
  if (r.text("code") == "40004" && r.text("sub_code") == "AUTH_OPERATION_NOT_EXIST")
    report.found = order::refund_finding::not_refunded;
  return report;
}

}  // namespace

bool is_about_hold(const channel_call& call) noexcept {
  return call.type == business_type::preauthorization && call.taken_from == nullptr;
}

bool is_about_capture(const channel_call& call) noexcept {
  return call.type == business_type::preauthorization && call.taken_from != nullptr;
}

std::optional<std::string_view> hold_method(const channel_call& call) noexcept {
  switch (call.what) {
    case operation::pay: return "alipay.fund.auth.order.voucher.create";
    case operation::query:
    case operation::refund_query: return "alipay.fund.auth.operation.detail.query";
    case operation::close: return "alipay.fund.auth.operation.cancel";
    case operation::refund:
      if (call.channel_reference.empty()) return std::nullopt;
      return "alipay.fund.auth.order.unfreeze";
    case operation::confirm:
    case operation::revoke:
    case operation::send_on_refund:
    case operation::offer_agreement:
    case operation::open_card:
    case operation::query_agreement:
    case operation::end_agreement: return std::nullopt;
  }
  broken_invariant("every operation has a method or none", __FILE__, __LINE__);
}

json hold_content(const channel_call& call, instant now) {
  if (call.what == operation::pay) return code_content(call, now);
  json content{{"out_request_no", request_number(call)}};
  if (call.what == operation::refund) {
    content["auth_no"] = call.channel_reference;
    content["amount"] = decimal_text(call.refund_amount);
    content["remark"] = "released";
    return content;
  }
  content["out_order_no"] = call.key.value();
  if (call.what == operation::close)
    content["remark"] = "closed";
  else
    content["operation_type"] = call.what == operation::query ? freeze : unfreeze;
  return content;
}

void add_hold(json& content, const channel_call& call) {
  content["product_code"] = "PREAUTH_PAY";
  content["auth_no"] = call.taken_from->reference;
  content["auth_confirm_mode"] = "COMPLETE";  // what it does not take is let go
}

channel_answer hold_says(const channel_call& call, const reply& r, instant now) {
  // A refusal has no state.
  if (!r.ok() && r.says("status")) return cannot_tell(call, misread::contradictory);
  switch (call.what) {
    case operation::pay: return code_given(call, r);
    case operation::query: return freeze_says(call, r);
    case operation::close: return cancel_says(call, r, now);
    case operation::refund: return unfreeze_says(call, r);
    case operation::refund_query: return unfreeze_query_says(call, r);
    case operation::confirm:
    case operation::revoke:
    case operation::send_on_refund:
    case operation::offer_agreement:
    case operation::open_card:
    case operation::query_agreement:
    case operation::end_agreement: return cannot_tell(call, "no_such_operation");
  }
  broken_invariant("every operation is classified", __FILE__, __LINE__);
}

bool is_about_hold(const form_fields& told) noexcept {
  const auto kind = value_of(told, "notify_type");
  return kind == was_frozen || kind == was_unfrozen;
}

/// Of a release it only says that there is something to ask for.
heard_notice read_hold_notice(const form_fields& told) {
  const auto value = [&](std::string_view name) { return value_of(told, name); };
  const bool is_of_freeze = value("notify_type") == was_frozen;
  const auto number = value("out_request_no");
  if (number.empty() || !number.is_word() || value("status").empty())
    return notice_refusal::unreadable;
  channel_notification out{
      .channel = {},
      .key = channel_key(number.word()),
      .code = value("status").word(),
      .verified = true};
  if (!is_of_freeze) return out;
  if (value("out_order_no") != number.as_received()) return notice_refusal::unreadable;
  weigh_freeze(value, currency::cny, out);
  return out;
}

}  // namespace sluice::alipay
