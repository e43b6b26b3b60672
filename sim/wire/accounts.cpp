#include "sim/wire/accounts.hpp"

#include <array>
#include <map>
#include <mutex>
#include <tuple>
#include <utility>
#include <vector>

#include "base/invariant.hpp"
#include "sim/providers/simulated_keys.hpp"

namespace sluice::sim {
namespace {

struct needed_key {
  std::string_view name, simulated;
};

/// Of Alipay the first certificate, of WeChat Pay none.
std::vector<needed_key> keys_to_fetch_others(std::string_view dialect_name) {
  if (dialect_name == "alipay")
    return {{"app_key", "alipay_app_key"},
            {"app_certificate", "alipay_app_certificate"},
            {"alipay_root_certificate", "alipay_root_certificates"},
            {"alipay_certificate", "alipay_certificate"}};
  SLUICE_INVARIANT(dialect_name == "wechat_v3");
  return {{"merchant_key", "wechat_v3_merchant_key"},
          {"merchant_certificate", "wechat_v3_merchant_certificate"},
          {"api_v3_key", "wechat_v3_api_key"}};
}

/// The first two kinds differ in how each side proves itself.
std::vector<needed_key> keys_of(std::string_view dialect_name, account_kind kind) {
  const bool by_certificates = kind == account_kind::by_certificates;
  if (kind == account_kind::by_fetched_certificates) return keys_to_fetch_others(dialect_name);
  if (dialect_name == "wechat_v2") return {{"api_key", "wechat_v2_api_key"}};
  if (dialect_name == "qra") return {{"api_key", "qra_api_key"}};
  if (dialect_name == "alipay" && by_certificates)
    return {{"app_key", "alipay_app_key"},
            {"app_certificate", "alipay_app_certificate"},
            {"alipay_root_certificate", "alipay_root_certificate"},
            {"alipay_certificate", "alipay_certificate"}};
  if (dialect_name == "alipay")
    return {{"app_key", "alipay_app_key"}, {"alipay_public_key", "alipay_public_key"}};
  if (dialect_name == "wechat_v3") {
    std::vector<needed_key> out{
        {"merchant_key", "wechat_v3_merchant_key"},
        {"merchant_certificate", "wechat_v3_merchant_certificate"},
        {"api_v3_key", "wechat_v3_api_key"},
        {"public_key", "wechat_v3_public_key"},
        {"public_key_id", "wechat_v3_public_key_id"}};
    // Of the provider's key, too: any certificate of it serves as WeChat Pay's.
    if (by_certificates) out.push_back({"platform_certificates", "alipay_certificate"});
    return out;
  }
  if (dialect_name == "unionpay")
    return {{"merchant_key", "unionpay_merchant_key"},
            {"merchant_certificate", "unionpay_merchant_certificate"},
            {"root", "unionpay_root"},
            {"middle", "unionpay_middle"}};
  broken_invariant("every dialect has keys", __FILE__, __LINE__);
}

dialect_account account_of(const dialect_row& row, account_kind kind, bool confirms_by_sms) {
  dialect_account out{
      .app_id = row.has_app_id ? std::string(app_there(kind)) : "",
      .merchant_id = row.has_merchant_id ? std::string(merchant_there(kind)) : "",
      .pages_url = std::string(pages_there),
      .notify_url = "https://shop.example/notices",
      .confirms_by_sms = confirms_by_sms};
  for (const auto& one : keys_of(row.name, kind)) {
    const auto text = simulated_key(one.simulated);
    SLUICE_INVARIANT(text.has_value());
    out.keys.add(std::string(one.name), secret(std::string(*text)));
  }
  if (!row.card_key.empty())
    out.keys.add(std::string(row.card_key),
                 secret(std::string(*simulated_key("unionpay_encryption_certificate"))));
  if (!row.agreement_key.empty())
    out.keys.add(std::string(row.agreement_key), secret(std::string("62000000001")));
  if (row.name == "wechat_v2" && kind == account_kind::by_certificates)
    out.keys.add("sign_type", secret(std::string("HMAC-SHA256")));
  return out;
}

}  // namespace

std::shared_ptr<const dialect> simulated_dialect(const dialect_row& row, account_kind kind,
                                                 bool confirms_by_sms) {
  static std::mutex guard;
  using name = std::tuple<std::string_view, account_kind, bool>;
  static std::map<name, std::shared_ptr<const dialect>> made;
  const std::lock_guard lock(guard);
  auto& one = made[{row.name, kind, confirms_by_sms}];
  if (one) return one;
  auto fresh = row.make(account_of(row, kind, confirms_by_sms));
  SLUICE_INVARIANT(std::holds_alternative<std::unique_ptr<dialect>>(fresh));
  one = std::get<std::unique_ptr<dialect>>(std::move(fresh));
  return one;
}

std::string_view merchant_there(account_kind kind) noexcept {
  return kind == account_kind::of_somebody_else ? "777290058110099" : "777290058110048";
}

std::string_view app_there(account_kind kind) noexcept {
  return kind == account_kind::of_somebody_else ? "2014072300009999" : "2014072300007148";
}

}  // namespace sluice::sim
