#include "adapters/channels/wechat_v3/dialect.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include "adapters/channels/answers.hpp"
#include "adapters/channels/wechat_v3/answer.hpp"
#include "adapters/channels/wechat_v3/balance.hpp"
#include "adapters/channels/wechat_v3/bill.hpp"
#include "adapters/channels/wechat_v3/certificates.hpp"
#include "adapters/channels/wechat_v3/headers.hpp"
#include "adapters/channels/wechat_v3/notice.hpp"
#include "adapters/channels/wechat_v3/request.hpp"
#include "adapters/channels/wechat_v3/send_on.hpp"
#include "base/invariant.hpp"

namespace sluice {
namespace {

using signing::wechatpay_proof;

/// Nothing: it is WeChat Pay's.
std::optional<notice_refusal> why_refused(wechatpay_proof proof) {
  switch (proof) {
    case wechatpay_proof::genuine: return std::nullopt;
    case wechatpay_proof::on_purpose: return notice_refusal::false_on_purpose;
    case wechatpay_proof::not_fresh: return notice_refusal::not_fresh;
    case wechatpay_proof::unknown_key: return notice_refusal::unknown_key;
    case wechatpay_proof::not_their_own: return notice_refusal::not_proven;
  }
  broken_invariant("every proof is weighed", __FILE__, __LINE__);
}

/// The code of the unknown answer. Nothing: it is WeChat Pay's.
std::optional<std::string> why_not_believed(wechatpay_proof proof) {
  switch (proof) {
    case wechatpay_proof::genuine: return std::nullopt;
    case wechatpay_proof::on_purpose: return "false_on_purpose";
    case wechatpay_proof::not_fresh: return "not_fresh";
    case wechatpay_proof::unknown_key: return std::string(unknown_key_code);
    case wechatpay_proof::not_their_own: return "not_proven";
  }
  broken_invariant("every proof is weighed", __FILE__, __LINE__);
}

/// WeChat Pay signs what it refuses, too. What stands before it (a gateway that is overloaded, a
/// page of somebody else's) does not.
channel_answer without_signature(const channel_call& call, int status) {
  const bool may_be_theirs = status < 300 || (status >= 400 && status < 500);
  return cannot_tell(call, may_be_theirs ? "not_proven" : "http_" + std::to_string(status));
}

}  // namespace

made_dialect wechat_v3_dialect::make(dialect_account given) {
  auto read = wechat_v3::read_account(given);
  if (auto* no = std::get_if<key_fault>(&read)) return std::move(*no);
  auto us =
      std::make_shared<const wechat_v3::account>(std::get<wechat_v3::account>(std::move(read)));
  auto theirs = us->theirs;
  return std::unique_ptr<dialect>(new wechat_v3_dialect(std::move(us), std::move(theirs)));
}

assembled wechat_v3_dialect::assemble(const channel_call& call, const moment& at) const {
  auto request = call.what == operation::send_on_refund ? sent_on(call, at)
                                                        : wechat_v3::unsigned_request(call, *us_);
  if (!request) return no_such_operation{};
  return wechat_v3::signed_request(std::move(*request), *us_, at);
}

std::optional<http_request> wechat_v3_dialect::sent_on(const channel_call& call,
                                                       const moment& at) const {
  if (!wechat_v3::is_served(call.type)) return std::nullopt;
  const auto key = wechat_v3::sealing_key_of(*us_, theirs_, at.now);
  return key ? wechat_v3::send_on_request(call, *key) : std::nullopt;
}

channel_answer wechat_v3_dialect::understand(const channel_call& call, const http_result& result,
                                             instant now) const {
  if (result.kind != http_result::outcome::answered) return *without_content(call, result);
  const auto& said = result.response;
  const auto signature = wechat_v3::signature_of(said.headers);
  if (!signature) return without_signature(call, said.status);
  if (auto why = why_not_believed(signing::proof_of(*signature, said.body, theirs_.ring, now)))
    return cannot_tell(call, std::move(*why));
  return wechat_v3::classify(call, {said.status, said.body, signature->nonce}, *us_, now);
}

heard_notice wechat_v3_dialect::hear(const http_request& request, instant now) const {
  const auto signature = wechat_v3::signature_of(request.headers);
  if (!signature) return notice_refusal::not_proven;
  if (const auto why = why_refused(signing::proof_of(*signature, request.body, theirs_.ring, now)))
    return *why;
  return wechat_v3::read_notice(request.body, *us_);
}

http_response wechat_v3_dialect::acknowledgement() const {
  return {.status = 200,
          .headers = {{"Content-Type", "application/json"}},
          .body = R"({"code":"SUCCESS"})"};
}

std::optional<http_request> wechat_v3_dialect::assemble_bill(bill_day day, bill_kind kind,
                                                             const moment& at) const {
  return wechat_v3::signed_request(wechat_v3::bill_request(day, kind), *us_, at);
}

heard_bill wechat_v3_dialect::understand_bill(bill_day, const http_result& result,
                                              const moment& at) const {
  if (auto nothing = without_bill(result)) return *std::move(nothing);
  const auto& said = result.response;
  if (auto why = why_not_proven(said, at.now)) return bill_not_told{*std::move(why)};
  return wechat_v3::read_bill_answer(said.status, said.body, *us_, at);
}

std::optional<http_request> wechat_v3_dialect::assemble_balance(std::string_view which,
                                                                const moment& at) const {
  const auto& all = wechat_v3::balance_accounts;
  if (std::ranges::find(all, which) == all.end()) return std::nullopt;
  return wechat_v3::signed_request(wechat_v3::balance_request(which), *us_, at);
}

heard_balance wechat_v3_dialect::understand_balance(std::string_view which,
                                                    const http_result& result, instant now) const {
  if (auto nothing = without_balance(result)) return *std::move(nothing);
  const auto& said = result.response;
  if (auto why = why_not_proven(said, now)) return balance_not_told{*std::move(why)};
  return wechat_v3::read_balance(said.status, said.body, which, *us_);
}

std::optional<std::string> wechat_v3_dialect::why_not_proven(const http_response& said,
                                                             instant now) const {
  const auto signature = wechat_v3::signature_of(said.headers);
  if (!signature) return "not_proven";
  return why_not_believed(signing::proof_of(*signature, said.body, theirs_.ring, now));
}

const key_fetching* wechat_v3_dialect::fetches_keys() const noexcept {
  return us_->goes_by_certificates() ? this : nullptr;
}

std::vector<certificate_end> wechat_v3_dialect::certificates() const {
  auto out = us_->our_certificate;
  out.insert(out.end(), theirs_.certificates.begin(), theirs_.certificates.end());
  return out;
}

/// As often as WeChat Pay's own libraries; as soon as may be where no answer can be believed.
std::optional<millis> wechat_v3_dialect::fetched_every(instant now) const {
  constexpr millis usually = std::chrono::hours{1};
  const auto& all = theirs_.certificates;
  return std::ranges::any_of(all, [&](const auto& one) { return now <= one.until; })
             ? usually
             : millis{0};
}

std::optional<http_request> wechat_v3_dialect::key_request(std::string_view,
                                                           const moment& at) const {
  return wechat_v3::signed_request({.method = "GET", .target = "/v3/certificates"}, *us_, at);
}

fetched_keys wechat_v3_dialect::keys_from(std::string_view, const http_result& answer,
                                          instant now) const {
  if (answer.kind != http_result::outcome::answered) return "unreachable";
  if (answer.response.status != 200) return "http_" + std::to_string(answer.response.status);
  auto keys = wechat_v3::keys_in(answer.response, us_->api_v3_key, now, us_->public_key);
  if (!keys) return "not_proven";
  return std::shared_ptr<const dialect>(new wechat_v3_dialect(us_, *std::move(keys)));
}

std::string wechat_v3_dialect::unknown_key_of(const http_response& answer, instant now) const {
  return unknown_key_in(answer.headers, now);
}

std::string wechat_v3_dialect::unknown_key_of(const http_request& notification, instant now) const {
  return unknown_key_in(notification.headers, now);
}

std::string wechat_v3_dialect::unknown_key_in(const http_headers& headers, instant now) const {
  const auto signature = wechat_v3::signature_of(headers);
  if (!signature || theirs_.ring.find(signature->serial, now) != nullptr) return {};
  return std::string(signature->serial);
}

}  // namespace sluice
