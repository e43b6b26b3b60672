#include "sim/providers/simulated_keys.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

#include "adapters/signing/key_text.hpp"
#include "adapters/signing/pinned_chain.hpp"
#include "adapters/signing/rsa_signature.hpp"
#include "sim/providers/key_turn.hpp"
#include "sim/providers/provider_keys.hpp"
#include "tests/catch.hpp"

namespace sluice::sim::simulated_keys_test {
namespace {

using namespace signing;

const instant today{millis{1'700'000'000'000}};

certificate certificate_named(std::string_view name) {
  return std::get<certificate>(certificate::first_in(simulated_key(name).value()));
}
private_key private_in(std::string_view pem) {
  return std::get<private_key>(private_key_in(secret{std::string{pem}}));
}
public_key public_named(std::string_view name) {
  return std::get<public_key>(public_key_in(simulated_key(name).value()));
}
public_key key_in(const certificate& of) { return std::get<public_key>(of.key()); }
bool fit(std::string_view private_pem, const public_key& half) {
  return is_rsa_signature(
      rsa_sign(private_in(private_pem), rsa_hash::sha256, "t"), half, rsa_hash::sha256, "t");
}

}  // namespace

TEST_CASE("each simulated key is found by its name, and no other") {
  CHECK(simulated_key_names().size() == 19);
  for (const auto name : simulated_key_names()) CHECK_FALSE(simulated_key(name).value().empty());
  CHECK_FALSE(simulated_key("").has_value());
  CHECK_FALSE(simulated_key("provider_key").has_value());
}

TEST_CASE("the merchant's key fits its certificates") {
  for (const auto* name : {"wechat_v3_merchant_certificate", "alipay_app_certificate",
                           "unionpay_merchant_certificate"})
    CHECK(fit(simulated_key("alipay_app_key").value(), key_in(certificate_named(name))));
  CHECK(simulated_key("wechat_v3_merchant_key") == simulated_key("alipay_app_key"));
  CHECK(simulated_key("unionpay_merchant_key") == simulated_key("alipay_app_key"));
}

TEST_CASE("the channels' halves fit what merchants have of them") {
  CHECK(fit(provider_key(), public_named("wechat_v3_public_key")));
  CHECK(fit(provider_key(), public_named("alipay_public_key")));
  CHECK(fit(provider_key(), key_in(certificate_named("alipay_certificate"))));
  CHECK(
      fit(unionpay_encryption_key(), key_in(certificate_named("unionpay_encryption_certificate"))));
  const auto shown = std::get<certificate>(certificate::first_in(unionpay_certificate()));
  CHECK(fit(unionpay_key(), key_in(shown)));
}

TEST_CASE("the simulated certificates belong to their roots") {
  const auto chain_of = [](const auto& middles, std::string_view root) {
    return pinned_chain{middles, std::array{certificate_named(root)}, chain_strength::today};
  };
  const auto ant = chain_of(std::array<certificate, 0>{}, "alipay_root_certificate");
  CHECK(ant.why_not(certificate_named("alipay_certificate"), today) == std::nullopt);
  const auto union_pay =
      chain_of(std::array{certificate_named("unionpay_middle")}, "unionpay_root");
  const auto shown = std::get<certificate>(certificate::first_in(unionpay_certificate()));
  CHECK(union_pay.why_not(shown, today) == std::nullopt);
  CHECK(parts_of_name(shown.common_name()).at(2) == "中国银联股份有限公司");
  // As at the real one: a merchant's certificate is of the same company, and only the name differs.
  const auto merchant = certificate_named("unionpay_merchant_certificate");
  CHECK(union_pay.why_not(merchant, today) == std::nullopt);
  CHECK(parts_of_name(merchant.common_name()).at(2) != "中国银联股份有限公司");
}

TEST_CASE("each key that is exchanged fits its certificates, which are all different") {
  const auto roots = std::get<std::vector<certificate>>(
      certificate::all_in(simulated_key("alipay_root_certificates").value()));
  const pinned_chain ant{std::array<certificate, 0>{}, roots, chain_strength::today};
  std::set<std::string> serials;
  for (int turn = 0; turn < keys_in_turn; ++turn) {
    const auto of_alipay = std::get<certificate>(certificate::first_in(alipay_certificate(turn)));
    const auto of_wechat =
        std::get<certificate>(certificate::first_in(wechat_v3_certificate(turn)));
    CHECK(fit(provider_key(turn), key_in(of_alipay)));
    CHECK(fit(provider_key(turn), key_in(of_wechat)));
    CHECK(ant.why_not(of_alipay, today) == std::nullopt);
    CHECK(of_alipay.common_name() == certificate_named("alipay_certificate").common_name());
    serials.insert({of_alipay.serial_hex(), of_wechat.serial_hex()});
  }
  CHECK(serials.size() == 6);
}

TEST_CASE("keys take turns by the clock, and only where they are exchanged") {
  constexpr instant start{millis{3000}};
  CHECK(turn_at(start, millis{0}) == 0);
  CHECK(turn_at(start, millis{1000}) == 0);
  CHECK(turn_at(start + millis{999}, millis{1000}) == 0);
  CHECK(turn_at(start + millis{1000}, millis{1000}) == 1);
  CHECK(turn_before(0) == 2);
  CHECK(turn_before(1) == 0);
}

}  // namespace sluice::sim::simulated_keys_test
