#include <algorithm>

#include "adapters/config/configuration.hpp"
#include "tests/adapters/config/channel_keys.hpp"
#include "tests/catch.hpp"

namespace sluice::test::principals_test {
namespace {

using access::principal_id;
using access::principal_kind;

const std::string half = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

/// The demo's configuration without its principals, and with these.
config_result with(const std::string& principals) {
  std::string text(demo_configuration());
  text.erase(text.find("[principals.shop]"));
  return read_configuration(text + principals, "engine.toml", test::simulated_only());
}

configuration good(const std::string& principals) {
  auto result = with(principals);
  if (const auto* const problems = std::get_if<std::vector<config_problem>>(&result))
    for (const auto& p : *problems) FAIL_CHECK(to_string(p));
  return std::get<configuration>(std::move(result));
}

/// Without file, line and column, of which only their being there is looked at.
std::vector<std::string> faults(const std::string& principals) {
  std::vector<std::string> out;
  const auto result = with(principals);
  for (const auto& p : std::get<std::vector<config_problem>>(result)) {
    CHECK(p.line > 90);
    CHECK(p.column > 0);
    out.push_back(p.key + ": " + p.what);
  }
  return out;
}

bool has(const access::book& b, const std::string& who, const std::string& grant) {
  const auto& all = b.grants.at(principal_id{who});
  return std::find(all.begin(), all.end(), *access::grant_from_text(grant)) != all.end();
}

}  // namespace

TEST_CASE("principals are read with their merchants, grants and public keys") {
  const auto c = good(
      "[principals.shop]\nkind = \"service\"\nmerchants = [\"m1\", \"m4\"]\n"
      "grants = [\"order.create\"]\ned25519 = { shop-1 = \"" +
      half +
      "\" }\n"
      "[principals.all]\nkind = \"service\"\nmerchants = [\"*\"]\n"
      "[principals.li]\nkind = \"operator\"\nperson = \"li.wei\"\ngrants = [\"refund.create\"]\n"
      "[principals.eye]\nkind = \"auditor\"\n");
  const auto& b = c.access.book;
  const auto& shop = b.principals.at(principal_id{"shop"});
  CHECK(shop.kind == principal_kind::service);
  CHECK(shop.merchants.some == std::vector{merchant_id{"m1"}, merchant_id{"m4"}});
  CHECK(b.grants.at(shop.id).size() == 1);
  CHECK(b.keys.at(access::key_id{"shop-1"}).owner == shop.id);
  CHECK(c.access.public_keys.size() == 1);
  CHECK(b.principals.at(principal_id{"all"}).merchants.is_everyone);
  CHECK(has(b, "all", "refund.get"));
  CHECK(b.principals.at(principal_id{"li"}).person == "li.wei");
  CHECK(has(b, "li", "refund.create"));
  CHECK(has(b, "li", "order.get"));
  CHECK_FALSE(has(b, "li", "order.resolve"));  // these instead of the usual ones
  CHECK(has(b, "eye", "channel.list"));
  CHECK_FALSE(has(b, "eye", "order.create"));
}

TEST_CASE("only merchants that say so are open") {
  const auto c = good("");
  CHECK(c.access.book.open == std::unordered_set{merchant_id{"m1"}, merchant_id{"m2"},
                                                 merchant_id{"m3"}, merchant_id{"m5"}});
}

TEST_CASE("every fault of a principal is told where it stands") {
  CHECK(faults("[principals.a]\n") == std::vector<std::string>{"principals.a.kind: is missing"});
  CHECK(faults("[principals.a]\nkind = \"servise\"\nmerchants = [\"m1\"]\n")
            .front()
            .starts_with("principals.a.kind: \"servise\" is not a known kind of principal"));
  CHECK(faults("[principals.a]\nkind = \"service\"\n") ==
        std::vector<std::string>{"principals.a.merchants: is missing"});
  CHECK(faults("[principals.a]\nkind = \"service\"\nmerchants = [\"m9\"]\n").size() == 1);
  CHECK(faults("[principals.a]\nkind = \"service\"\nmerchants = [\"*\", \"m1\"]\n").size() == 1);
  CHECK(faults("[principals.a]\nkind = \"operator\"\n") ==
        std::vector<std::string>{"principals.a.person: is missing"});
  CHECK(faults("[principals.a]\nkind = \"auditor\"\nmerchants = [\"m1\"]\n")
            .front()
            .starts_with("principals.a.merchants: only a principal of the kind \"service\""));
  CHECK(faults("[principals.a]\nkind = \"auditor\"\ngrants = [\"order.create\"]\n")
            .front()
            .starts_with("principals.a.grants: \"order.create\" is more than"));
  CHECK(faults("[principals.a]\nkind = \"auditor\"\ngrants = [\"order.pay\"]\n") ==
        std::vector<std::string>{
            "principals.a.grants: \"order.pay\" is not something that can be granted"});
  CHECK(faults("[principals.a]\nkind = \"auditor\"\ned25519 = { k = \"abc\" }\n") ==
        std::vector<std::string>{"principals.a.ed25519.k: this is not a public key"});
  CHECK(faults("[principals.a]\nkind = \"auditor\"\ned25519 = { k = \"" + half +
               "\" }\n[principals.b]\nkind = \"auditor\"\ned25519 = { k = \"" + half + "\" }\n") ==
        std::vector<std::string>{"principals.b.ed25519.k: another principal has a key of this id"});
  CHECK(faults("[principals.a]\nkind = \"auditor\"\ncolour = 1\n").size() == 1);
}

TEST_CASE("the plain key of a merchant is refused with what to write instead") {
  std::string text(demo_configuration());
  text.replace(text.find("access = \"open\""), 15, "key = \"sesame\"");
  const auto result = read_configuration(text, "engine.toml", test::simulated_only());
  const auto& problems = std::get<std::vector<config_problem>>(result);
  CHECK(std::any_of(problems.begin(), problems.end(), [](const auto& p) {
    return p.what == "plain keys are no longer taken" &&
           p.allowed.find("sluice key new") != std::string::npos;
  }));
  for (const auto& p : problems) CHECK(to_string(p).find("sesame") == std::string::npos);
}

}  // namespace sluice::test::principals_test
