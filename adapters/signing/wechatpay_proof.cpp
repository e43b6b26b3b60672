#include "adapters/signing/wechatpay_proof.hpp"

#include "adapters/signing/rsa_signature.hpp"
#include "adapters/signing/wechatpay_text.hpp"

namespace sluice::signing {

wechatpay_proof proof_of(const wechatpay_headers& headers, std::string_view body,
                         const keys_by_serial& keys, instant now) {
  if (headers.signature.starts_with("WECHATPAY/SIGNTEST/")) return wechatpay_proof::on_purpose;
  if (!is_fresh(headers.timestamp, now)) return wechatpay_proof::not_fresh;
  const auto* const key = keys.find(headers.serial, now);
  if (key == nullptr) return wechatpay_proof::unknown_key;
  const auto text = wechatpay_answer_text(headers.timestamp, headers.nonce, body);
  return is_rsa_signature(headers.signature, *key, rsa_hash::sha256, text)
             ? wechatpay_proof::genuine
             : wechatpay_proof::not_their_own;
}

}  // namespace sluice::signing
