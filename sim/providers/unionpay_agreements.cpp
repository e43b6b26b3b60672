#include "sim/providers/unionpay_agreements.hpp"

#include <algorithm>
#include <chrono>

#include "sim/providers/unionpay_wire.hpp"

namespace sluice::sim::unionpay {
namespace {

constexpr const char* biz_type = "000902";
constexpr std::chrono::minutes page_lives{15};

/// Of "{trId=62000000001&tokenType=01}". Empty: it is not in it.
std::string part_of(const std::string& data, std::string_view name) {
  if (data.size() < 2 || data.front() != '{' || data.back() != '}') return {};
  const auto parts = parse_form(data.substr(1, data.size() - 2));
  return field(parts, std::string(name));
}
std::string token_part(const form& request, std::string_view name) {
  return part_of(field(request, "tokenPayData"), name);
}

bool is_of_tokens(const form& request, std::string_view subkind) {
  return field(request, "txnSubType") == subkind && field(request, "bizType") == biz_type &&
         !field(request, "channelType").empty();
}

std::string said(const payer_agreement& a, const char* what) {
  const auto it = a.said.find(what);
  return it == a.said.end() ? std::string{} : it->second;
}

/// "20240506070809". Nothing: it is none.
std::optional<instant> from_digits_in_beijing(const std::string& d) {
  if (d.size() != 14) return std::nullopt;
  return from_beijing_time(d.substr(0, 4) + '-' + d.substr(4, 2) + '-' + d.substr(6, 2) + ' ' +
                           d.substr(8, 2) + ':' + d.substr(10, 2) + ':' + d.substr(12));
}

std::string told_token(const payer_agreement& a) {
  constexpr std::chrono::days lasts{5 * 365};
  return "{token=" + a.reference + "&tokenBegin=" + beijing_digits(a.signed_at) +
         "&tokenEnd=" + beijing_digits(a.signed_at + lasts) +
         "&tokenLevel=40&tokenType=01&trId=" + a.product + '}';
}

form opened(const payer_agreement& a) {
  return {{"activateStatus", "1"},
          {"tokenPayData", told_token(a)},
          {"payCardType", "01"},
          {"accNo", "6216***********0018"}};
}

}  // namespace

std::string open_card(provider& behind, const form& request, instant now) {
  const auto requestor = token_part(request, "trId");
  const auto begun = from_digits_in_beijing(field(request, "txnTime"));
  const bool is_whole =
      is_of_tokens(request, "00") && !requestor.empty() && begun &&
      token_part(request, "tokenType") == "01" && !field(request, "backUrl").empty();
  if (!is_whole) return malformed.message;
  const auto until = from_digits_in_beijing(field(request, "payTimeout"));
  const agreement_offer offer{
      .key = field(request, "orderId"),
      .app_id = field(request, "merId"),
      .notify_url = field(request, "backUrl"),
      .product = requestor,
      .said = {{"txnTime", field(request, "txnTime")}},
      .until = until.value_or(*begun + page_lives)};
  switch (behind.agreements().offer(offer, now)) {
    case offer_verdict::shown: return "银联卡开通";
    case offer_verdict::too_late: return "订单已超时";
    case offer_verdict::taken: break;
  }
  return repeated.message;
}

namespace {

/// Nothing: a field is missing or makes no sense.
std::optional<agreement_offer> offer_with(const opened_card& one, const form& request,
                                          instant now) {
  const auto requestor = token_part(request, "trId");
  if (!is_of_tokens(request, "00") || requestor.empty()) return std::nullopt;
  return agreement_offer{
      .key = field(request, "orderId"),
      .app_id = field(request, "merId"),
      .product = requestor,
      .said = {{"txnTime", field(request, "txnTime")}},
      .until = now + page_lives,
      .card = std::make_shared<const card_to_open>(one.card)};
}

}  // namespace

face_answer send_opening_code(provider& behind, const form& request, instant now) {
  const auto card = card_in(request);
  const auto offer = card ? offer_with(*card, request, now) : std::nullopt;
  if (!offer) return answer_to(request, malformed);
  const bool sent = behind.agreements().offer(*offer, now) == offer_verdict::shown;
  return answer_to(request, sent ? success : repeated);
}

face_answer open_with_code(provider& behind, const form& request, instant now) {
  const auto card = card_in(request);
  const auto offer = card ? offer_with(*card, request, now) : std::nullopt;
  if (!offer || card->code.empty()) return answer_to(request, malformed);
  const auto came = behind.agreements().open(*offer, card->code, now);
  switch (came.came) {
    case opening::verdict::opened: return answer_to(request, success, opened(came.about));
    case opening::verdict::wrong_code: return answer_to(request, wrong_code);
    case opening::verdict::nothing_waits: break;
  }
  return answer_to(request, not_found);
}

face_answer opening_query(provider& behind, const form& request, instant now) {
  if (!is_of_tokens(request, "02")) return answer_to(request, malformed);
  const auto a = behind.agreements().query(field(request, "orderId"), field(request, "merId"), now);
  if (!a || said(*a, "txnTime") != field(request, "txnTime")) return answer_to(request, not_found);
  if (a->state == agreement_state::in_force) return answer_to(request, success, opened(*a));
  return answer_to(request, success, {{"activateStatus", "0"}});
}

face_answer delete_token(provider& behind, const form& request, instant now) {
  const auto key = behind.agreements().key_of_reference(token_part(request, "token"));
  if (!is_of_tokens(request, "01") || token_part(request, "trId").empty())
    return answer_to(request, malformed);
  const auto a = behind.agreements().query(key, field(request, "merId"), now);
  // Each transaction has a number and a time of its own.
  const bool is_opening =
      a && a->key == field(request, "orderId") && said(*a, "txnTime") == field(request, "txnTime");
  if (is_opening) return answer_to(request, repeated);
  if (a && a->product != token_part(request, "trId")) return answer_to(request, no_token);
  switch (behind.agreements().end(key, field(request, "merId"), now)) {
    case end_verdict::ended: return answer_to(request, success);
    case end_verdict::not_in_force: return answer_to(request, no_token);
    case end_verdict::system_error: break;
  }
  return answer_to(request, unclear);
}

std::string agreement_token(provider& behind, const form& request) {
  auto token = token_part(request, "token");
  return behind.agreements().key_of_reference(token).empty() ? std::string{} : token;
}

form news_of_opening(const payer_agreement& a) {
  auto fields = opened(a);
  fields.insert(
      {{"version", "5.1.0"},
       {"encoding", "UTF-8"},
       {"txnType", "79"},
       {"txnSubType", "00"},
       {"bizType", biz_type},
       {"accessType", "0"},
       {"merId", a.app_id},
       {"orderId", a.key},
       {"txnTime", said(a, "txnTime")},
       {"respCode", "00"},
       {"respMsg", "Success!"}});
  return fields;
}

}  // namespace sluice::sim::unionpay
