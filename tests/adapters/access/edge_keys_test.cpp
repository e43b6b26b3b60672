// What the register knows and what the keystore has make the ring of the edge, together.

#include "adapters/access/edge_keys.hpp"

#include <future>

#include "adapters/access/key_file.hpp"
#include "adapters/access/signing.hpp"
#include "adapters/system/machine_clock.hpp"
#include "tests/catch.hpp"

namespace sluice::access {
namespace {

struct keyed_edge {
  /// "served", or the name of the refusal.
  std::string ask(const signing_key& by) {
    auto what = std::make_shared<claim>(claim{.prefix = "pay", .subject = "pay.order.get"});
    what->asked = {"order", "get", 1};
    const auto headers = signature_headers(
        by, {.prefix = what->prefix, .subject = what->subject}, machine_clock().wall());
    what->key_id = headers.at(std::string(key_id_header));
    what->timestamp = headers.at(std::string(timestamp_header));
    what->nonce = headers.at(std::string(nonce_header));
    what->signature = headers.at(std::string(signature_header));
    std::promise<std::string> said;
    checks->check(what, [&](verifier::found f) {
      const auto* no = std::get_if<rejection>(&f);
      said.set_value(no == nullptr ? "served" : std::string(name_of(no->code)));
    });
    return said.get_future().get();
  }
  std::shared_ptr<verifier> checks = std::make_shared<verifier>(machine_clock().wall);
  edge_keys keys{checks};
};

checked_key known(const signing_key& k) {
  return {known_half_of(stored_half(k, {.id = {}, .owner = principal_id{"shop"}}))};
}

}  // namespace

TEST_CASE("a key opens what the register knows of, with the keystore's secret") {
  const auto shared = make_key(key_kind::hmac_sha256);
  const auto own = make_key(key_kind::ed25519);
  keyed_edge e;
  CHECK(e.ask(shared) == "busy");  // the register has not been read yet
  e.keys.exchange({known(shared), known(own)});
  CHECK(e.ask(own) == "served");
  CHECK(e.ask(shared) == "signature_wrong");
  e.keys.exchange_secrets({{shared.id, shared.bytes}});
  CHECK(e.ask(shared) == "served");
  CHECK(e.ask(own) == "served");
}

TEST_CASE("a secret of which the register knows nothing opens nothing") {
  const auto shared = make_key(key_kind::hmac_sha256);
  auto other = make_key(key_kind::hmac_sha256);
  other.id = shared.id;
  keyed_edge e;
  e.keys.exchange_secrets({{shared.id, other.bytes}});
  CHECK(e.ask(other) == "busy");
  e.keys.exchange({known(shared)});
  CHECK(e.ask(other) == "signature_wrong");
  CHECK(e.ask(shared) == "signature_wrong");
}

TEST_CASE("a key that is revoked is told so to whoever has it") {
  const auto own = make_key(key_kind::ed25519);
  keyed_edge e;
  auto revoked = known(own);
  revoked.key.about.revoked_at = instant{};
  e.keys.exchange({revoked});
  CHECK(e.ask(own) == "key_revoked");
  e.keys.exchange({});
  CHECK(e.ask(own) == "signature_wrong");
}

TEST_CASE("nothing of a secret is in what is known of it") {
  const auto shared = make_key(key_kind::hmac_sha256);
  const auto print = std::get<hmac_fingerprint>(known(shared).key.half);
  const std::string shown(print.begin(), print.end());
  CHECK(shared.bytes.reveal().find(shown) == std::string::npos);
  CHECK(print == fingerprint_of(shared.bytes));
  CHECK(print != fingerprint_of(make_key(key_kind::hmac_sha256).bytes));
}

}  // namespace sluice::access
