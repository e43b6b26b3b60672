#include "sim/providers/wechat_v3_face.hpp"

#include <algorithm>

#include "sim/providers/key_turn.hpp"
#include "sim/providers/wechat_v3_pages.hpp"
#include "sim/providers/wire_text.hpp"

namespace sluice::sim {
namespace {

using namespace wechat_v3;

constexpr std::string_view trades = "/v3/pay/transactions/";
constexpr std::string_view by_number = "/v3/pay/transactions/out-trade-no/";
constexpr std::string_view by_id = "/v3/pay/transactions/id/";
constexpr std::string_view refunds = "/v3/refund/domestic/refunds";
constexpr std::string_view apply_again = "/apply-abnormal-refund";
constexpr std::string_view certificates = "/v3/certificates";
constexpr refusal no_such_page{404, "RESOURCE_NOT_EXISTS", "无此接口"};

std::optional<std::string_view> rest_of(std::string_view path, std::string_view beginning) {
  if (path.rfind(beginning, 0) != 0 || path.size() == beginning.size()) return std::nullopt;
  return path.substr(beginning.size());
}

face_answer post(provider& behind, const call& c) {
  if (const auto rest = rest_of(c.path, by_number)) {
    const auto slash = rest->find('/');
    const auto key = percent_decoded(rest->substr(0, slash));
    const auto what = slash == std::string_view::npos ? "" : rest->substr(slash);
    if (what == "/close") return close(behind, c, key);
    if (what == "/reverse") return reverse(behind, c, key);
    return refused(c, no_such_page);
  }
  if (c.path == refunds) return give_refund(behind, c);
  if (const auto rest = rest_of(c.path, refunds); rest && rest->ends_with(apply_again))
    return apply_abnormal_refund(
        behind, c, percent_decoded(rest->substr(1, rest->size() - 1 - apply_again.size())));
  const auto kind = rest_of(c.path, trades).value_or("");
  if (kind == "codepay") return codepay(behind, c);
  if (kind == "native") return prepay(behind, c, business_type::native_qr);
  if (kind == "jsapi") return prepay(behind, c, business_type::jsapi);
  if (kind == "app") return prepay(behind, c, business_type::app);
  if (kind == "h5") return prepay(behind, c, business_type::h5);
  return refused(c, no_such_page);
}

face_answer get(provider& behind, const call& c) {
  if (c.path == bill_links || c.path == fund_bill_links) return bill_link(behind, c);
  if (c.path == bill_files) return bill_behind_link(behind, c);
  if (const auto rest = rest_of(c.path, balances))
    return balance(behind, c, percent_decoded(*rest));
  if (const auto rest = rest_of(c.path, refunds); rest && rest->front() == '/')
    return refund_query(behind, c, percent_decoded(rest->substr(1)));
  // Both queries of a trade name the merchant once more.
  const bool is_ours = field(parse_form(c.query), "mchid") == c.merchant_id;
  if (const auto rest = rest_of(c.path, by_number))
    return is_ours ? query(behind, c, percent_decoded(*rest)) : refused(c, parameter_error);
  if (const auto rest = rest_of(c.path, by_id)) {
    const auto key = behind.key_of_reference(percent_decoded(*rest));
    return is_ours ? query(behind, c, key) : refused(c, parameter_error);
  }
  return refused(c, no_such_page);
}

}  // namespace

bool wechat_v3_face::serves(std::string_view path) noexcept {
  return path.rfind(trades, 0) == 0 || path.rfind(refunds, 0) == 0 || path == certificates ||
         path == bill_links || path == fund_bill_links || path == bill_files ||
         path.rfind(balances, 0) == 0;
}

face_answer wechat_v3_face::answer(const face_request& request, instant now) {
  const auto by = authorization_in(request.authorization);
  const auto end = std::min(request.target.find('?'), request.target.size());
  call c{.path = request.target.substr(0, end),
         .query = request.target.substr(std::min(end + 1, request.target.size())),
         .merchant_id = by.merchant_id,
         .nonce = by.nonce,
         .serial = request.serial,
         .content = json::object(),
         .at = now,
         .by = signer_for(by.merchant_id, now)};
  if (!is_rightly_signed(request, by, now))
    return refused(c, {401, "SIGN_ERROR", "Http头缺少认证信息或签名错误", "268443699"});
  if (request.method == "GET" && c.path == certificates) {
    by_certificates_.insert(by.merchant_id);
    c.by = signer_for(by.merchant_id, now);
    return done(c, certificate_list(c, exchanges_keys_ > millis{0}));
  }
  if (request.method == "GET") return get(behind_, c);
  if (request.method != "POST") return refused(c, {405, "INVALID_REQUEST", "请求方法不支持"});
  c.content = json::parse(request.body, nullptr, false);
  if (!c.content.is_object()) return refused(c, parameter_error);
  return post(behind_, c);
}

signer wechat_v3_face::signer_for(const trade& t, instant now) const {
  const auto merchant = t.said.find("mchid");
  return merchant == t.said.end() ? signer{} : signer_for(merchant->second, now);
}

signer wechat_v3_face::signer_for(const std::string& merchant, instant now) const {
  return {
      .by_certificate = by_certificates_.contains(merchant), .turn = turn_at(now, exchanges_keys_)};
}

std::optional<face_notice> wechat_v3_face::notification(const notice& n, instant now,
                                                        const signer& by) {
  if (n.claims != trade_state::paid) return std::nullopt;
  const auto id = "sim-" + std::to_string(n.id) + '-' + n.about.reference;
  // As paid, whatever happened since: it tells of that moment.
  auto then = n.about;
  then.state = trade_state::paid;
  then.refunds.clear();
  const json whole{
      {"id", id},
      {"create_time", beijing_iso(now)},
      {"resource_type", "encrypt-resource"},
      {"event_type", "TRANSACTION.SUCCESS"},
      {"summary", "支付成功"},
      {"resource", sealed_resource("transaction", described(then), id + beijing_iso(now))}};
  const auto body = whole.dump();
  return face_notice{.content_type = "application/json",
                     .body = body,
                     .headers = signed_headers(body, "notice" + std::to_string(n.id), now, by)};
}

}  // namespace sluice::sim
