#include "sim/providers/coupons.hpp"
#include "sim/providers/wechat_v3_pages.hpp"
#include "sim/providers/wire_text.hpp"

// /v3/refund/domestic/refunds, and one of them.

namespace sluice::sim::wechat_v3 {
namespace {

constexpr refusal no_such_refund{404, "RESOURCE_NOT_EXISTS", "退款单不存在"};

const char* state_of_refund(const refund& r) {
  if (r.done) return "SUCCESS";
  return r.is_stuck ? "ABNORMAL" : "PROCESSING";
}

json described(const trade& t, const refund& r) {
  const auto whole = made_up(t.amount);
  const auto parts = made_up(r.amount, t.amount);
  json out{{"refund_id", r.reference},
           {"out_refund_no", r.key},
           {"transaction_id", t.reference},
           {"out_trade_no", t.key},
           {"channel", "ORIGINAL"},
           {"user_received_account", "招商银行信用卡0403"},
           {"create_time", beijing_iso(r.at)},
           {"status", state_of_refund(r)},
           {"funds_account", "UNSETTLED"}};
  if (r.done) out["success_time"] = beijing_iso(r.at);
  out["amount"] = {{"total", t.amount.minor_units},     {"refund", r.amount.minor_units},
                   {"payer_total", whole.paid},         {"payer_refund", parts.paid},
                   {"settlement_total", whole.settled}, {"settlement_refund", parts.settled},
                   {"discount_refund", parts.coupon},   {"currency", name_of(r.amount.unit)}};
  return out;
}

refusal refusal_of(refund_verdict verdict) {
  switch (verdict) {
    case refund_verdict::refused: return {403, "USER_ACCOUNT_ABNORMAL", "退款请求失败"};
    case refund_verdict::key_reused:
      return {400, "INVALID_REQUEST", "请求重入时，参数与首次请求时不一致", "268498688"};
    case refund_verdict::too_much: return {400, "INVALID_REQUEST", "累计退款金额大于支付金额"};
    case refund_verdict::not_paid: return {400, "INVALID_REQUEST", "订单状态错误"};
    case refund_verdict::no_trade: return {404, "RESOURCE_NOT_EXISTS", "订单不存在"};
    case refund_verdict::accepted:
    case refund_verdict::repeated:
    case refund_verdict::unheard: break;
  }
  return {500, "SYSTEM_ERROR", "系统错误"};
}

}  // namespace

face_answer give_refund(provider& behind, const call& c) {
  const auto id = text(c.content, "transaction_id");
  const auto key = id.empty() ? text(c.content, "out_trade_no") : behind.key_of_reference(id);
  const auto number_of_it = text(c.content, "out_refund_no");
  const auto asked = number(c.content, "amount/refund");
  const auto total = number(c.content, "amount/total");
  const auto unit = currency_from_name(text(c.content, "amount/currency"));
  const bool named = !key.empty() && !number_of_it.empty() && number_of_it.size() <= 64;
  if (!named || !asked || *asked == 0 || !total || !unit) return refused(c, parameter_error);
  const auto known = behind.query(key, c.at);
  if (known && known->state == trade_state::paid && known->amount.minor_units != *total)
    return refused(c, {400, "INVALID_REQUEST", "订单金额不一致"});
  const auto r = behind.give_refund(key, number_of_it, {*asked, *unit}, c.at);
  const bool taken = r.verdict == refund_verdict::accepted || r.verdict == refund_verdict::repeated;
  if (!taken) return refused(c, refusal_of(r.verdict), r.how);
  return done(c, described(r.about, *find_refund(r.about, number_of_it)), r.how);
}

face_answer apply_abnormal_refund(provider& behind, const call& c, const std::string& reference) {
  const auto key = text(c.content, "out_refund_no");
  const auto type = text(c.content, "type");
  if (key.empty() || (type != "USER_BANK_CARD" && type != "MERCHANT_BANK_CARD"))
    return refused(c, parameter_error);
  const bool has_card = !text(c.content, "bank_type").empty() &&
                        !opened(text(c.content, "bank_account"), c.serial).empty() &&
                        !opened(text(c.content, "real_name"), c.serial).empty();
  if (has_card != (type == "USER_BANK_CARD")) return refused(c, parameter_error);
  const auto r = behind.send_on_refund(key, reference, c.at);
  switch (r.verdict) {
    case refund_verdict::accepted: return done(c, described(r.about, *find_refund(r.about, key)));
    case refund_verdict::refused: return refused(c, parameter_error);
    case refund_verdict::no_trade: return refused(c, no_such_refund);
    case refund_verdict::repeated:
    case refund_verdict::key_reused:
    case refund_verdict::not_paid:
    case refund_verdict::too_much:
    case refund_verdict::unheard: break;
  }
  return refused(c, {400, "INVALID_REQUEST", "退款单状态不是异常"});
}

face_answer refund_query(provider& behind, const call& c, const std::string& key) {
  const auto t = behind.query_refund(key, c.at);
  const auto* r = t ? find_refund(*t, key) : nullptr;
  return r == nullptr ? refused(c, no_such_refund) : done(c, described(*t, *r));
}

}  // namespace sluice::sim::wechat_v3
