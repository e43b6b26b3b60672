#include "adapters/signing/pinned_chain.hpp"

#include "base/time_text.hpp"
#include "tests/adapters/channels/vectors.hpp"
#include "tests/adapters/signing/made_certificates.hpp"
#include "tests/app/contains.hpp"

namespace sluice::test {
namespace {

using namespace signing;

/// A root, a middle and one that the middle signed.
struct company {
  owned<EVP_PKEY> root_key = made_rsa(), middle_key = made_rsa(), key = made_rsa();
  owned<X509> root, middle;
  certificate shown;

  explicit company(bool middle_may_sign = true, const EVP_MD* hash = EVP_sha256())
      : root(made_certificate({.name = "root", .is_company = true, .days = 100}, root_key.get())),
        middle(made_certificate({.name = "middle", .is_company = middle_may_sign, .hash = hash},
                                middle_key.get(), root_key.get(), root.get())),
        shown(as_read(made_certificate(
            {.name = "one", .days = 5, .hash = hash}, key.get(), middle_key.get(), middle.get()))) {
  }

  [[nodiscard]] pinned_chain pinned(chain_strength strength = chain_strength::today) const {
    return {all_of(middle), all_of(root), strength};
  }
  static std::vector<certificate> all_of(const owned<X509>& one) {
    return used(certificate::all_in(pem_of(one.get())));
  }
};

}  // namespace

TEST_CASE("who is signed by a pinned company through its middle is believed, in its time") {
  const company ours;
  const auto chain = ours.pinned();
  const std::chrono::days day{1};
  CHECK(chain.why_not(ours.shown, made_at) == std::nullopt);
  CHECK_THAT(chain.why_not(ours.shown, made_at + 6 * day).value_or(""), contains("expired"));
  CHECK_THAT(chain.why_not(ours.shown, made_at - 6 * day).value_or(""), contains("not yet valid"));
  // The middle's time counts as well.
  const auto direct = as_read(made_certificate(
      {.name = "long", .days = 50}, ours.key.get(), ours.middle_key.get(), ours.middle.get()));
  CHECK(chain.why_not(direct, made_at + 9 * day) == std::nullopt);
  CHECK(chain.why_not(direct, made_at + 11 * day) != std::nullopt);
}

TEST_CASE("a stranger is not believed, whatever its names are") {
  const company ours;
  const company theirs;
  CHECK(ours.pinned().why_not(theirs.shown, made_at) != std::nullopt);
  const auto itself = as_read(made_certificate({.name = "one"}, theirs.key.get()));
  CHECK(ours.pinned().why_not(itself, made_at) != std::nullopt);
  const pinned_chain without_middle({}, company::all_of(ours.root), chain_strength::today);
  CHECK(without_middle.why_not(ours.shown, made_at) != std::nullopt);
  const pinned_chain without_root(company::all_of(ours.middle), {}, chain_strength::today);
  CHECK(without_root.why_not(ours.shown, made_at) != std::nullopt);
}

TEST_CASE("who is no company signs nobody else") {
  const company ours(false);
  CHECK(ours.pinned().why_not(ours.shown, made_at) != std::nullopt);
}

TEST_CASE("signatures with SHA-1 are for an account of old only") {
  const company ours(true, EVP_sha1());
  CHECK_THAT(ours.pinned().why_not(ours.shown, made_at).value_or(""), contains("too weak"));
  CHECK(ours.pinned(chain_strength::of_old).why_not(ours.shown, made_at) == std::nullopt);
  CHECK(ours.pinned(chain_strength::of_old).why_not(company().shown, made_at) != std::nullopt);
}

TEST_CASE("published chain: UnionPay's test system") {
  const auto vector = vector_json("unionpay/acp510_response_query.json");
  const auto middle = vector_text("unionpay/acp_test_middle.pem");
  const auto root = vector_text("unionpay/acp_test_root.pem");
  const auto verify = vector_text("unionpay/acp_test_verify_2020.pem");
  if (!vector || !middle || !root || !verify) return;
  const auto middles = used(certificate::all_in(*middle));
  const auto roots = used(certificate::all_in(*root));
  const auto shown = used(certificate::first_in(*verify));
  const auto at = *instant_from_rfc3339((*vector)["chain"]["at"].get<std::string>());
  const pinned_chain of_old(middles, roots, chain_strength::of_old);
  CHECK(of_old.why_not(shown, at) == std::nullopt);
  CHECK(of_old.why_not(shown, shown.valid_until() + std::chrono::days{1}) != std::nullopt);
  CHECK(pinned_chain(middles, roots, chain_strength::today).why_not(shown, at) != std::nullopt);
  // A merchant's comes from the same company: only its name tells it from UnionPay's.
  const auto merchant = vector_text("unionpay/acp_test_sign_cert.pem");
  if (!merchant) return;
  const auto other = used(certificate::first_in(*merchant));
  CHECK(of_old.why_not(other, other.valid_from() + std::chrono::days{1}) == std::nullopt);
  CHECK(parts_of_name(other.common_name()).at(2) != parts_of_name(shown.common_name()).at(2));
}

TEST_CASE("published chain: Alipay's test system is not one of its real roots'") {
  const auto file = vector_text("alipay/yansongda_alipayPublicCert.crt");
  const auto root = vector_text("alipay/yansongda_alipayRootCert.crt");
  if (!file || !root) return;
  const auto shown = used(certificate::all_in(*file));
  REQUIRE(shown.size() == 2);
  const auto issuers = std::span(shown).subspan(1);
  const auto roots = used(certificate::all_in(*root));
  REQUIRE(roots.size() == 4);
  const pinned_chain real(issuers, roots, chain_strength::today);
  const auto at = *instant_from_rfc3339("2023-12-21T14:48:36+08:00");
  CHECK_THAT(real.why_not(shown.front(), at).value_or(""), contains("issuer certificate"));
}

}  // namespace sluice::test
