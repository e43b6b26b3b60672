#pragma once
/// A UnionPay made for a test: a company with its certificates, UnionPay and a merchant among those
/// that it has signed, and the dialect of that merchant. Its clock stands at made_at.

#include <string>

#include "adapters/channels/unionpay/dialect.hpp"
#include "adapters/channels/unionpay/fields.hpp"
#include "adapters/signing/digest.hpp"
#include "adapters/signing/key_text.hpp"
#include "adapters/signing/rsa_signature.hpp"
#include "adapters/signing/sorted_pairs.hpp"
#include "tests/adapters/channels/calls.hpp"
#include "tests/adapters/signing/made_certificates.hpp"

namespace sluice::test {

struct made_unionpay {
  static constexpr auto name = "041@8310000000083040@中国银联股份有限公司@00016495";
  static constexpr auto merchant_name = "041@Z12@某某商户@00000001";

  owned<EVP_PKEY> company_key = made_rsa(), key = made_rsa(), merchant_key = made_rsa();
  owned<X509> root = made_certificate({.name = "root", .is_company = true}, company_key.get());
  owned<X509> middle = made_certificate({.name = "middle", .serial = 2, .is_company = true},
                                        company_key.get(), company_key.get(), root.get());
  owned<X509> own = issued({.name = name, .serial = 3, .days = 5}, key.get());
  owned<X509> merchant = issued({.name = merchant_name, .serial = 77}, merchant_key.get());

  signing::private_key signs = as_signer(key.get());
  signing::private_key merchant_signs = as_signer(merchant_key.get());

  static signing::private_key as_signer(EVP_PKEY* of) {
    return used(signing::private_key_in(secret(private_pem(of))));
  }

  [[nodiscard]] owned<X509> issued(const certificate_wish& wish, EVP_PKEY* to) const {
    return made_certificate(wish, to, company_key.get(), middle.get());
  }

  [[nodiscard]] account_keys keys() const {
    return {{"merchant_key", secret(private_pem(merchant_key.get()))},
            {"merchant_certificate", secret(pem_of(merchant.get()))},
            {"root", secret(pem_of(root.get()))},
            {"middle", secret(pem_of(middle.get()))}};
  }
  [[nodiscard]] dialect_account account() const {
    return {.merchant_id = "777290058167151",
            .keys = keys(),
            .pages_url = "https://gateway.95516.com",
            .notify_url = "https://pay.example/notify/unionpay"};
  }

  /// As UnionPay signs, with whatever certificate it shows.
  static form_fields signed_by(form_fields fields, const signing::private_key& with, X509* shown) {
    fields["signPubKeyCert"] = pem_of(shown);
    const auto text = signing::hex_digest(
        signing::hash::sha256, signing::sorted_pairs(fields, signing::unsigned_in_acp));
    fields["signature"] = signing::rsa_sign(with, signing::rsa_hash::sha256, text);
    return fields;
  }
  [[nodiscard]] form_fields signed_fields(form_fields fields) const {
    return signed_by(std::move(fields), signs, own.get());
  }
};

/// Made once a process: keys take a while.
inline const made_unionpay& the_unionpay() {
  static const made_unionpay made;
  return made;
}

[[nodiscard]] inline std::unique_ptr<dialect> speaks_unionpay(dialect_account account) {
  auto made = unionpay_dialect::make(std::move(account));
  if (const auto* no = std::get_if<key_fault>(&made)) FAIL(no->key << ": " << no->why);
  return std::get<std::unique_ptr<dialect>>(std::move(made));
}
[[nodiscard]] inline const dialect& merchant_of_unionpay() {
  static const auto made = speaks_unionpay(the_unionpay().account());
  return *made;
}

/// As UnionPay writes an answer: not escaped.
[[nodiscard]] inline std::string raw(const form_fields& fields) {
  std::string out;
  for (const auto& [name, value] : fields) out += (out.empty() ? "" : "&") + name + '=' + value;
  return out;
}
/// As it writes a notification.
[[nodiscard]] inline std::string as_form(const form_fields& fields) {
  return form_encode({fields.begin(), fields.end()});
}

/// The same merchant, whose payments are confirmed by a code on the payer's phone.
[[nodiscard]] inline const dialect& confirming_merchant() {
  static const auto made = [] {
    auto account = the_unionpay().account();
    account.confirms_by_sms = true;
    return speaks_unionpay(std::move(account));
  }();
  return *made;
}

/// About an attempt that began an hour before made_at.
[[nodiscard]] inline channel_call unionpay_call(operation what,
                                                business_type type = business_type::quick_pay) {
  auto call = call_of(what, type);
  call.key = channel_key("0A1B2C3D4E5F");
  call.refund_key = channel_key("9Z8Y7X6W5V4U");
  call.begun = made_at - std::chrono::hours{1};
  call.channel_reference = "442401051450467846498";
  auto payer = std::make_shared<payer_details>();
  payer->token = secret("6235240000020757577&62000000001");
  call.payer = std::move(payer);
  return call;
}

/// What UnionPay answers to that call where all is well: taken, or found and done.
[[nodiscard]] inline form_fields good_answer(const channel_call& call) {
  const bool is_refund = call.what == operation::refund || call.what == operation::refund_query;
  form_fields out{
      {"version", "5.1.0"},
      {"encoding", "utf-8"},
      {"merId", "777290058167151"},
      {"orderId", is_refund ? call.refund_key.value() : call.key.value()},
      {"txnTime", "20260115070000"},
      {"txnType", is_refund ? "04" : "01"},
      {"txnAmt", is_refund ? "300" : "1250"},
      {"currencyCode", "156"},
      {"queryId", "772601150700001234567"},
      {"respCode", "00"},
      {"respMsg", "成功[0000000]"}};
  if (is_payment(call.what) || call.what == operation::refund) return out;
  out["origRespCode"] = "00";
  return out;
}

[[nodiscard]] inline channel_answer understood(const channel_call& call, const form_fields& said,
                                               instant now = made_at,
                                               const dialect& by = merchant_of_unionpay()) {
  return by.understand(call, answered(raw(the_unionpay().signed_fields(said))), now);
}

}  // namespace sluice::test
