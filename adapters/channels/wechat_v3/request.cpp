#include "adapters/channels/wechat_v3/request.hpp"

#include <nlohmann/json.hpp>
#include <utility>

#include "adapters/channels/answers.hpp"
#include "adapters/channels/beijing_time.hpp"
#include "adapters/channels/nonce.hpp"
#include "adapters/signing/rsa_signature.hpp"
#include "adapters/signing/wechatpay_text.hpp"
#include "base/invariant.hpp"

namespace sluice::wechat_v3 {
namespace {

/// Members stay in the order in which they are put in.
using nlohmann::ordered_json;

constexpr std::string_view orders = "/v3/pay/transactions/";
constexpr std::string_view refunds = "/v3/refund/domestic/refunds";

/// "2018-06-08T10:34:56+08:00"
std::string time_text(instant at) {
  constexpr std::size_t between_day_and_time = 10;
  auto text = beijing_time(at);
  text[between_day_and_time] = 'T';
  return text + "+08:00";
}

ordered_json amount_of(money amount) {
  return {{"total", amount.minor_units}, {"currency", name_of(amount.unit)}};
}

/// What all payments have in common, up to the amount.
ordered_json order_of(const channel_call& call, const account& us) {
  constexpr std::size_t longest_description = 127;
  const auto& text = call.description.empty() ? call.key.value() : call.description;
  return {{"appid", us.app_id},
          {"mchid", us.merchant_id},
          {"description", cut_text(text, longest_description)},
          {"out_trade_no", call.key.value()}};
}

ordered_json prepay_of(const channel_call& call, const account& us) {
  auto body = order_of(call, us);
  if (call.not_after) body["time_expire"] = time_text(*call.not_after);
  if (!us.notify_url.empty()) body["notify_url"] = us.notify_url;
  body["amount"] = amount_of(call.amount);
  return body;
}

http_request posted(std::string target, const ordered_json& body) {
  return {.method = "POST", .target = std::move(target), .headers = {}, .body = body.dump()};
}

http_request prepay(const char* kind, const ordered_json& body) {
  return posted(std::string(orders) + kind, body);
}

http_request codepay(const channel_call& call, const account& us) {
  auto body = order_of(call, us);
  body["payer"] = {{"auth_code", call.payment_code.reveal()}};
  body["amount"] = amount_of(call.amount);
  // A store must be named; the account's own number stands for its only one.
  body["scene_info"] = {
      {"device_ip", us.terminal_ip}, {"store_info", {{"out_id", us.merchant_id}}}};
  return prepay("codepay", body);
}

http_request jsapi(const channel_call& call, const account& us) {
  auto body = prepay_of(call, us);
  // Without a payer WeChat Pay refuses it, and says so.
  if (call.payer) body["payer"] = {{"openid", call.payer->payer_id}};
  return prepay("jsapi", body);
}

http_request h5(const channel_call& call, const account& us) {
  auto body = prepay_of(call, us);
  const bool is_known = call.payer && !call.payer->ip_address.empty();
  const auto& ip = is_known ? call.payer->ip_address : us.terminal_ip;
  body["scene_info"] = {{"payer_client_ip", ip}, {"h5_info", {{"type", "Wap"}}}};
  return prepay("h5", body);
}

std::optional<http_request> pay(const channel_call& call, const account& us) {
  switch (call.type) {
    case business_type::payment_code: return codepay(call, us);
    case business_type::native_qr: return prepay("native", prepay_of(call, us));
    case business_type::jsapi: return jsapi(call, us);
    case business_type::app: return prepay("app", prepay_of(call, us));
    case business_type::h5: return h5(call, us);
    case business_type::quick_pay:
    case business_type::payout:
    case business_type::ebank:
    case business_type::preauthorization:
    case business_type::top_up:
    case business_type::enterprise_ebank: return std::nullopt;
  }
  broken_invariant("every business type is known", __FILE__, __LINE__);
}

std::string order_target(const channel_call& call) {
  std::string target(orders);
  return target.append("out-trade-no/").append(call.key.value());
}

http_request refund(const channel_call& call, const account& us) {
  ordered_json body{{"out_trade_no", call.key.value()}, {"out_refund_no", call.refund_key.value()}};
  if (!us.notify_url.empty()) body["notify_url"] = us.notify_url;
  body["amount"] = {{"refund", call.refund_amount.minor_units},
                    {"total", call.amount.minor_units},
                    {"currency", name_of(call.amount.unit)}};
  return posted(std::string(refunds), body);
}

std::string authorization(const http_request& request, const account& us, const moment& at) {
  const auto seconds =
      std::chrono::duration_cast<std::chrono::seconds>(at.now.time_since_epoch()).count();
  const auto timestamp = std::to_string(seconds);
  const auto nonce = nonce_of(at);
  const auto text = signing::wechatpay_request_text(
      request.method, request.target, timestamp, nonce, request.body);
  const auto signature = signing::rsa_sign(us.ours, signing::rsa_hash::sha256, text);
  return "WECHATPAY2-SHA256-RSA2048 mchid=\"" + us.merchant_id + "\",nonce_str=\"" + nonce +
         "\",signature=\"" + signature + "\",timestamp=\"" + timestamp + "\",serial_no=\"" +
         us.our_serial + "\"";
}

}  // namespace

bool is_served(business_type type) noexcept {
  switch (type) {
    case business_type::payment_code:
    case business_type::native_qr:
    case business_type::jsapi:
    case business_type::app:
    case business_type::h5: return true;
    case business_type::quick_pay:
    case business_type::payout:
    case business_type::ebank:
    case business_type::preauthorization:
    case business_type::top_up:
    case business_type::enterprise_ebank: return false;
  }
  return false;
}

std::optional<http_request> unsigned_request(const channel_call& call, const account& us) {
  if (!is_served(call.type)) return std::nullopt;
  const bool by_code = call.type == business_type::payment_code;
  switch (call.what) {
    case operation::pay: return pay(call, us);
    case operation::query:
      return http_request{
          .method = "GET", .target = order_target(call) + "?mchid=" + us.merchant_id};
    case operation::revoke:
      if (!by_code) return std::nullopt;
      return posted(
          order_target(call) + "/reverse", {{"appid", us.app_id}, {"mchid", us.merchant_id}});
    case operation::close:
      // Payments by code can only be reversed.
      if (by_code) return std::nullopt;
      return posted(order_target(call) + "/close", {{"mchid", us.merchant_id}});
    case operation::refund: return refund(call, us);
    case operation::refund_query:
      return http_request{
          .method = "GET", .target = std::string(refunds) + '/' + call.refund_key.value()};
    case operation::send_on_refund:  // sealed: send_on.hpp
    case operation::confirm:
    case operation::offer_agreement:
    case operation::open_card:
    case operation::query_agreement:
    case operation::end_agreement: return std::nullopt;
  }
  broken_invariant("every operation is known", __FILE__, __LINE__);
}

http_request signed_request(http_request request, const account& us, const moment& at) {
  request.headers.add("Authorization", authorization(request, us, at));
  request.headers.add("Accept", "application/json");
  request.headers.add("User-Agent", "sluice");
  if (!request.body.empty()) request.headers.add("Content-Type", "application/json");
  // Names the key that the answer is to be signed with; the one that secrets are encrypted with is
  // named before.
  if (!us.public_key_id.empty() && !request.headers.find("Wechatpay-Serial"))
    request.headers.add("Wechatpay-Serial", us.public_key_id);
  return request;
}

}  // namespace sluice::wechat_v3
