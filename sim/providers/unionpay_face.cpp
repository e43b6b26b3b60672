#include "sim/providers/unionpay_face.hpp"

#include <array>

#include "base/base64.hpp"
#include "sim/providers/bill_packing.hpp"
#include "sim/providers/bills.hpp"
#include "sim/providers/simulated_keys.hpp"
#include "sim/providers/unionpay_agreements.hpp"
#include "sim/providers/unionpay_wire.hpp"
#include "sim/providers/wire_text.hpp"

namespace sluice::sim {
namespace {

using namespace unionpay;
using ways_back = std::map<std::string, std::string>;  ///< txnType, by the number

constexpr std::string_view front_path = "/gateway/api/frontTransReq.do";
constexpr std::string_view back_path = "/gateway/api/backTransReq.do";
constexpr std::string_view query_path = "/gateway/api/queryTrans.do";
constexpr std::string_view files_path = "/";  // of another host, at the real one

// -- what queries and notifications tell -----------------------------------------------

std::string said(const trade& t, const char* what) {
  const auto it = t.said.find(what);
  return it == t.said.end() ? std::string{} : it->second;
}

/// Without the year: MMDDhhmmss.
std::string without_year(instant at) { return beijing_digits(at).substr(4); }

void add_settlement(form& out, money amount, const std::string& reference, instant at) {
  out["queryId"] = reference;
  out["settleAmt"] = std::to_string(amount.minor_units);
  out["settleCurrencyCode"] = "156";
  out["settleDate"] = without_year(at).substr(0, 4);
  out["traceNo"] = reference.substr(reference.size() - 6);
  out["traceTime"] = without_year(at);
}

bool is_capture(const trade& t) { return !t.taken_from.empty(); }

form described(const trade& t) {
  form out{{"txnType", is_hold(t)      ? "02"
                       : is_capture(t) ? "03"
                                       : "01"},
           {"txnSubType", is_capture(t) ? "00" : "01"},
           {"bizType", said(t, "bizType")},
           {"txnAmt", std::to_string(t.amount.minor_units)},
           {"currencyCode", "156"},
           {"accessType", "0"}};
  add_settlement(out, t.amount, t.reference, t.changed);
  out["payCardType"] = "01";
  out["accNo"] = "6216***********0018";
  return out;
}

// -- pay --------------------------------------------------------------------------------

response response_to(pay_verdict verdict) {
  switch (verdict) {
    case pay_verdict::paid: return success;
    case pay_verdict::awaiting_payer: return accepted;
    case pay_verdict::declined: return {"64", "余额不足[1000051]"};
    case pay_verdict::declined_left_open: return accepted;
    case pay_verdict::not_allowed: return {"32", "无此交易权限[2030032]"};
    case pay_verdict::strange: return {"M9", "今夜月圆[9999999]"};
    case pay_verdict::declined_as_if_repeated:
    case pay_verdict::already_paid:
    case pay_verdict::key_reused:
    case pay_verdict::dead: return repeated;
    case pay_verdict::nothing_held: return {"36", "与原交易信息不符[2050004]"};
    case pay_verdict::wrong_code: return wrong_code;
    case pay_verdict::no_agreement: return no_token;
    case pay_verdict::unheard: break;
  }
  return unclear;
}

std::optional<business_type> type_of(const form& request, bool in_front) {
  const auto kind = field(request, "bizType");
  const bool holds = field(request, "txnType") == "02";
  if (holds)
    return in_front && kind == "000201" ? std::optional{business_type::preauthorization}
                                        : std::nullopt;
  if (in_front && kind == "000201") return business_type::ebank;
  if (in_front && kind == "000202") return business_type::enterprise_ebank;
  const bool has_instrument =
      !field(request, "accNo").empty() || !field(request, "tokenPayData").empty();
  if (!in_front && has_instrument && (kind == "000301" || kind == "000902"))
    return business_type::quick_pay;
  return std::nullopt;
}

/// 77/02: nothing is charged yet.
face_answer send_code(provider& behind, const form& request, instant now) {
  const auto amount = from_digits(field(request, "txnAmt"));
  const bool whole =
      field(request, "txnSubType") == "02" && field(request, "bizType") == "000902" &&
      !field(request, "tokenPayData").empty() && field(request, "currencyCode") == "156" &&
      !field(request, "channelType").empty();
  if (!whole || !amount || *amount == 0) return answer_to(request, malformed);
  const auto r = behind.send_code(
      {.type = business_type::quick_pay,
       .key = field(request, "orderId"),
       .amount = {*amount, currency::cny},
       .app_id = field(request, "merId"),
       .agreement = agreement_token(behind, request),
       .said = {{"merId", field(request, "merId")},
                {"txnTime", field(request, "txnTime")},
                {"bizType", field(request, "bizType")}}},
      now);
  const bool sent = r.verdict == pay_verdict::awaiting_payer;
  return answer_to(request, sent ? success : response_to(r.verdict));
}

/// Nothing: a field is missing or makes no sense.
std::optional<reply<pay_verdict>> place(provider& behind, const form& request, bool in_front,
                                        instant now) {
  const auto amount = from_digits(field(request, "txnAmt"));
  const auto type = type_of(request, in_front);
  const bool pays = field(request, "txnType") == "01" || field(request, "txnType") == "02";
  const bool whole =
      pays && field(request, "txnSubType") == "01" && field(request, "currencyCode") == "156" &&
      !field(request, "channelType").empty() && !field(request, "backUrl").empty();
  if (!whole || !type || !amount || *amount == 0 || !has_readable_card(request))
    return std::nullopt;
  return behind.pay(
      {.type = *type,
       .key = field(request, "orderId"),
       .amount = {*amount, currency::cny},
       .app_id = field(request, "merId"),
       .notify_url = field(request, "backUrl"),
       .agreement = in_front ? std::string{} : agreement_token(behind, request),
       .code = code_in(request),
       .said = {{"merId", field(request, "merId")},
                {"txnTime", field(request, "txnTime")},
                {"bizType", field(request, "bizType")},
                {"payTimeout", field(request, "payTimeout")}}},
      now);
}

face_answer quick_pay(provider& behind, const form& request, instant now) {
  const auto known = behind.query(field(request, "orderId"), now);
  if (known && known->state != trade_state::turned_down) return answer_to(request, repeated);
  const auto r = place(behind, request, false, now);
  if (!r) return answer_to(request, malformed);
  form more{{"queryId", r->about.reference}};
  return answer_to(request, response_to(r->verdict), std::move(more), r->how, r->after);
}

/// 03: of what is held, once. The rest is let go.
face_answer finish(provider& behind, const form& request, instant now) {
  const auto hold = behind.key_of_reference(field(request, "origQryId"));
  const auto amount = from_digits(field(request, "txnAmt"));
  const bool whole =
      field(request, "txnSubType") == "00" && field(request, "bizType") == "000201" &&
      !field(request, "channelType").empty() && !field(request, "backUrl").empty();
  if (!whole || !amount || *amount == 0) return answer_to(request, malformed);
  const auto known = behind.query(field(request, "orderId"), now);
  if (known && known->state != trade_state::turned_down) return answer_to(request, repeated);
  const auto r = behind.pay(
      {.type = business_type::preauthorization,
       .key = field(request, "orderId"),
       .amount = {*amount, currency::cny},
       .app_id = field(request, "merId"),
       .notify_url = field(request, "backUrl"),
       .taken_from = hold.empty() ? "no such hold" : hold,
       .said = {{"merId", field(request, "merId")},
                {"txnTime", field(request, "txnTime")},
                {"bizType", field(request, "bizType")},
                {"origQryId", field(request, "origQryId")}}},
      now);
  form more{};
  if (r.verdict == pay_verdict::paid) more["queryId"] = r.about.reference;
  return answer_to(request, response_to(r.verdict), std::move(more), r.how, r.after);
}

face_answer page(const std::string& text) {
  return {.content_type = "text/html; charset=utf-8",
          .body = "<html><head><title>UnionPay</title></head><body>" + text + "</body></html>\n"};
}

/// Whatever the payer is shown proves nothing to the merchant, and is not signed.
face_answer front(provider& behind, const form& request, instant now) {
  if (field(request, "txnType") == "79") return page(open_card(behind, request, now));
  const auto r = place(behind, request, true, now);
  if (!r) return page(malformed.message);
  auto shown = r->how == delivery::html_page               ? html_page()
               : r->verdict == pay_verdict::awaiting_payer ? page("银联收银台")
                                                           : page(response_to(r->verdict).message);
  shown.how = r->how;
  shown.after = r->after;
  return shown;
}

// -- give back ----------------------------------------------------------------------------

response response_to(refund_verdict verdict) {
  switch (verdict) {
    case refund_verdict::accepted: return success;
    case refund_verdict::repeated:
    case refund_verdict::key_reused: return repeated;
    case refund_verdict::refused: return {"60", "交易失败，详情请咨询您的发卡行[1000005]"};
    case refund_verdict::no_trade:
    case refund_verdict::not_paid: return {"35", "原交易不存在或状态不正确[2050003]"};
    case refund_verdict::too_much: return {"36", "与原交易信息不符[2050004]"};
    case refund_verdict::unheard: break;
  }
  return unclear;
}

/// Days are cut at 23:00 in Beijing: the last hour belongs to the next one.
std::string settlement_day(instant at) {
  return beijing_digits(at + std::chrono::hours{1}).substr(0, 8);
}

/// 32 lets go all that is held; 31 undoes a payment and 33 what finished a hold, whole and on the
/// day on which it was made; 04 refunds either, in parts and later.
bool is_of(const std::string& kind, const trade& original) {
  if (kind == "32") return is_hold(original);
  if (is_hold(original)) return false;
  return kind == "04" || is_capture(original) == (kind == "33");
}

face_answer give_back(provider& behind, ways_back& ways, const form& request, instant now) {
  constexpr response day_is_over{"39", "交易不在受理时间范围内[2050039]"};
  const auto key = behind.key_of_reference(field(request, "origQryId"));
  const auto amount = from_digits(field(request, "txnAmt"));
  const bool whole = !field(request, "backUrl").empty() && !field(request, "channelType").empty();
  if (!whole || !amount || *amount == 0) return answer_to(request, malformed);
  const auto number = field(request, "orderId");
  const auto original = behind.query(key, now);
  const auto kind = field(request, "txnType");
  if (original && !is_of(kind, *original))
    return answer_to(request, response_to(refund_verdict::no_trade));
  if (kind != "04" && original && original->amount.minor_units != *amount)
    return answer_to(request, response_to(refund_verdict::too_much));
  const bool undoes = kind == "31" || kind == "33";
  if (undoes && original && settlement_day(original->created) != settlement_day(now))
    return answer_to(request, day_is_over);
  ways[number] = kind;
  const auto r = behind.give_refund(key, number, {*amount, currency::cny}, now);
  form more;
  if (const auto* given = find_refund(r.about, number)) more["queryId"] = given->reference;
  return answer_to(request, response_to(r.verdict), std::move(more), r.how, r.after);
}

// -- query ----------------------------------------------------------------------------------

face_answer found(const form& request, const response& original, form more) {
  more["origRespCode"] = original.code;
  more["origRespMsg"] = original.message;
  return answer_to(request, success, std::move(more));
}

/// By its own number. Of its txnTime nothing is kept.
face_answer query_refund(const ways_back& ways, const form& request, const trade& t,
                         const refund& r) {
  form more{{"txnType", is_hold(t) ? "32" : "04"}, {"txnSubType", "00"}, {"currencyCode", "156"}};
  if (const auto way = ways.find(r.key); way != ways.end()) more["txnType"] = way->second;
  more["txnAmt"] = std::to_string(r.amount.minor_units);
  add_settlement(more, r.amount, r.reference, r.at);
  more["origQryId"] = t.reference;
  return found(request, r.done ? success : accepted, std::move(more));
}

bool is_too_late(const trade& t, instant now) {
  const auto until = said(t, "payTimeout");
  return t.state == trade_state::awaiting_payer && !until.empty() && until < beijing_digits(now);
}

face_answer query(provider& behind, const ways_back& ways, const form& request, instant now) {
  const auto key = field(request, "orderId");
  if (const auto t = behind.query_refund(key, now))
    return query_refund(ways, request, *t, *find_refund(*t, key));
  auto t = behind.query(key, now);
  const bool same = t && (t->said.empty() || (said(*t, "merId") == field(request, "merId") &&
                                              said(*t, "txnTime") == field(request, "txnTime")));
  if (!same) return answer_to(request, not_found);
  if (is_too_late(*t, now)) t = behind.close(key, now).about;
  auto more = described(*t);
  if (is_capture(*t)) more["origQryId"] = said(*t, "origQryId");
  switch (t->state) {
    case trade_state::awaiting_payer: return found(request, accepted, std::move(more));
    case trade_state::paid: return found(request, success, std::move(more));
    case trade_state::revoked: return found(request, {"46", "已冲正[2050046]"}, std::move(more));
    case trade_state::closed:
    case trade_state::failed:
    case trade_state::turned_down: break;
  }
  return found(request, failed, std::move(more));
}

/// The certificate with which secrets are encrypted for it.
face_answer tell_certificate(const form& request) {
  if (field(request, "certType") != "01") return answer_to(request, malformed);
  return answer_to(request, success,
                   {{"certType", "01"},
                    {"encryptPubKeyCert",
                     std::string{simulated_key("unionpay_encryption_certificate").value_or("")}}});
}

face_answer back(provider& behind, ways_back& ways, const form& request, instant now) {
  const auto kind = field(request, "txnType");
  if (kind == "01") return quick_pay(behind, request, now);
  if (kind == "77" && field(request, "txnSubType") == "00")
    return send_opening_code(behind, request, now);
  if (kind == "77") return send_code(behind, request, now);
  if (kind == "79") return open_with_code(behind, request, now);
  if (kind == "03") return finish(behind, request, now);
  if (kind == "04" || kind == "31" || kind == "32" || kind == "33")
    return give_back(behind, ways, request, now);
  if (kind == "78") return opening_query(behind, request, now);
  if (kind == "74") return delete_token(behind, request, now);
  if (kind == "95") return tell_certificate(request);
  return answer_to(request, {"32", "无此交易权限[2030032]"});
}

// -- bills ------------------------------------------------------------------------------

/// The year that is not said is this one, or the last where the day is still to come.
std::string day_of(const std::string& settle_date, instant now) {
  const auto today = beijing_digits(now).substr(0, 8);
  const auto year = std::stoi(today.substr(0, 4));
  const bool was_last_year = settle_date > today.substr(4);
  return std::to_string(was_last_year ? year - 1 : year) + settle_date;
}

face_answer bill(const provider& behind, const form& request, instant now) {
  constexpr response none{"98", "文件不存在[5000098]"};
  const auto settle_date = field(request, "settleDate");
  const auto merchant_id = field(request, "merId");
  const bool whole = field(request, "txnType") == "76" && field(request, "txnSubType") == "01" &&
                     field(request, "fileType") == "00" && !merchant_id.empty() &&
                     settle_date.size() == 4 && from_digits(settle_date);
  if (!whole) return answer_to(request, malformed);
  const auto day = day_of(settle_date, now);
  const auto span = day_in_beijing(day, now);
  auto lines = span ? behind.moved_in(*span) : statement{};
  std::erase_if(lines, [&](const auto& one) { return one.about.app_id != merchant_id; });
  if (lines.empty()) return answer_to(request, none, {{"settleDate", settle_date}});
  const auto archive = unionpay_bill(lines, merchant_id, day);
  return answer_to(request, success,
                   {{"settleDate", settle_date},
                    {"fileType", "00"},
                    {"fileName", merchant_id + '_' + day + ".zip"},
                    {"fileContent", base64(packed(archive, packed_as::zlib))}});
}

bool is_whole(const form& request) {
  for (const auto* name : {"encoding", "txnType", "txnSubType", "bizType", "accessType", "merId"})
    if (field(request, name).empty()) return false;
  return is_order_number(field(request, "orderId")) && field(request, "txnTime").size() == 14;
}

}  // namespace

bool unionpay_face::serves(std::string_view path) noexcept {
  return path == front_path || path == back_path || path == query_path || path == files_path;
}

face_answer unionpay_face::answer(std::string_view path, const std::string& body, instant now) {
  const auto request = parse_form(body);
  const bool in_front = path == front_path;
  if (!is_rightly_signed(request)) return in_front ? page(not_signed.message) : refusal(not_signed);
  if (path == files_path) return bill(behind_, request, now);
  if (!is_whole(request)) return in_front ? page(malformed.message) : answer_to(request, malformed);
  if (in_front) return front(behind_, request, now);
  const bool asks = field(request, "txnType") == "00";
  if (asks != (path == query_path)) return answer_to(request, malformed);
  return asks ? query(behind_, ways_back_, request, now) : back(behind_, ways_back_, request, now);
}

std::optional<face_notice> unionpay_face::notification(const notice& n, instant) {
  const auto posted = [](form fields) {
    return face_notice{.content_type = "application/x-www-form-urlencoded;charset=UTF-8",
                       .body = write_form(signed_fields(std::move(fields)))};
  };
  if (n.of_agreement) {
    if (n.of_agreement->state != agreement_state::in_force) return std::nullopt;
    return posted(news_of_opening(*n.of_agreement));
  }
  if (n.claims != trade_state::paid) return std::nullopt;
  const auto& t = n.about;
  auto fields = described(t);
  fields.insert({{"version", "5.1.0"},
                 {"encoding", "UTF-8"},
                 {"merId", t.app_id},
                 {"orderId", t.key},
                 {"txnTime", said(t, "txnTime")},
                 {"respCode", "00"},
                 {"respMsg", "Success!"}});
  return posted(std::move(fields));
}

}  // namespace sluice::sim
