#include "adapters/access/verifier.hpp"

#include <atomic>
#include <future>

#include "adapters/access/key_file.hpp"
#include "adapters/access/signed_text.hpp"
#include "tests/catch.hpp"

namespace sluice::access {
namespace {

using std::chrono_literals::operator""s;
using std::chrono_literals::operator""min;

constexpr instant noon{millis{1'800'000'000'000}};

/// A verifier whose clock stands at noon, an hour after its start.
struct edge_at_noon {
  explicit edge_at_noon(verifier_limits limits = {})
      : checks([this] { return clock.load(); }, limits) {
    clock = noon;
    key_ring ring;
    for (const auto* k : {&shop, &foreign, &person}) {
      const auto half = stored_half(*k, {.id = {}, .owner = principal_id{"somebody"}});
      ring.emplace(k->id, ring_entry{.about = half.about,
                                     .is_operators = k == &person,
                                     .hmac = half.hmac,
                                     .public_half = half.public_half});
    }
    last = ring;
    checks.exchange(std::move(ring));
  }

  /// As it would be sent at noon.
  claim by(const signing_key& k, const std::string& subject = "pay.order.create") {
    claim c{.key_id = k.id.value(),
            .timestamp = std::to_string(noon.time_since_epoch().count()),
            .nonce = "0123456789abcdef",
            .prefix = "pay",
            .subject = subject,
            .message_id = "C-1",
            .content_type = "application/json",
            .body = "{}",
            .asked = {"order", "create"}};
    seal(c, k);
    return c;
  }
  /// The same with a nonce of its own.
  claim anew(const signing_key& k) {
    auto c = by(k);
    c.nonce = "fedcba9876543210";
    seal(c, k);
    return c;
  }
  static void seal(claim& c, const signing_key& k) {
    c.signature = sign(k, signed_text({c.prefix, c.subject, c.key_id, c.timestamp, c.nonce,
                                       c.message_id, c.content_type, c.body}));
  }

  /// The key's id, or the name of the refusal.
  std::string check(const claim& c) {
    std::promise<std::string> said;
    checks.check(std::make_shared<const claim>(c), [&](verifier::found f) {
      if (const auto* no = std::get_if<rejection>(&f)) {
        words = no->message;
        said.set_value(std::string(name_of(no->code)));
      } else {
        said.set_value(std::get<caller>(f).key.value());
      }
    });
    return said.get_future().get();
  }

  std::atomic<instant> clock{noon - 60min};
  signing_key shop = make_key(key_kind::hmac_sha256);
  signing_key foreign = make_key(key_kind::ed25519);
  signing_key person = make_key(key_kind::ed25519);
  key_ring last;
  std::string words;
  verifier checks;
};

}  // namespace

TEST_CASE("a right signature says whose it is, of either kind") {
  edge_at_noon e;
  CHECK(e.check(e.by(e.shop)) == e.shop.id.value());
  CHECK(e.check(e.by(e.foreign)) == e.foreign.id.value());
}

TEST_CASE("whatever is changed, the signature fits no more") {
  edge_at_noon e;
  for (const auto* k : {&e.shop, &e.foreign}) {
    const auto right = e.by(*k);
    const auto changed = [&](auto what) {
      auto c = right;
      what(c);
      return e.check(c);
    };
    CHECK(changed([](claim& c) { c.subject = "pay.order.revoke"; }) == "signature_wrong");
    CHECK(changed([](claim& c) { c.prefix = "test"; }) == "signature_wrong");
    CHECK(changed([](claim& c) { c.timestamp.back() = '1'; }) == "signature_wrong");
    CHECK(changed([](claim& c) { c.nonce.back() = '0'; }) == "signature_wrong");
    CHECK(changed([](claim& c) { c.message_id = "C-2"; }) == "signature_wrong");
    CHECK(changed([](claim& c) { c.content_type = ""; }) == "signature_wrong");
    CHECK(changed([](claim& c) { c.body = "{} "; }) == "signature_wrong");
    CHECK(changed([](claim& c) { c.signature.back() = c.signature.back() == '0' ? '1' : '0'; }) ==
          "signature_wrong");
    CHECK(changed([](claim& c) { c.signature += "00"; }) == "signature_wrong");
    CHECK(changed([&](claim& c) { c.key_id = (k == &e.shop ? e.foreign : e.shop).id.value(); }) ==
          "signature_wrong");
  }
}

TEST_CASE("a key that is not known is refused in the words of a signature that is wrong") {
  edge_at_noon e;
  auto wrong = e.by(e.shop);
  wrong.signature = std::string(64, '0');
  CHECK(e.check(wrong) == "signature_wrong");
  const auto words = e.words;
  CHECK(e.check(e.by(make_key(key_kind::hmac_sha256))) == "signature_wrong");
  CHECK(e.words == words);
}

TEST_CASE("a request is good for two minutes around its time, and never from before the start") {
  edge_at_noon e;
  const auto c = e.by(e.shop);
  for (const auto at : {noon - 120s, noon + 120s}) {
    edge_at_noon fresh;
    fresh.checks.exchange(e.last);
    fresh.clock = at;
    CHECK(fresh.check(c) == e.shop.id.value());
  }
  for (const auto at : {noon - 120s - millis{1}, noon + 120s + millis{1}}) {
    e.clock = at;
    CHECK(e.check(c) == "signature_outside_window");
  }
  std::atomic<instant> late{noon + 1s};
  verifier restarted([&] { return late.load(); });
  restarted.exchange(e.last);
  std::string said;
  restarted.check(std::make_shared<const claim>(c),
                  [&](verifier::found f) { said = name_of(std::get<rejection>(f).code); });
  CHECK(said == "signature_outside_window");
}

TEST_CASE("what is missing of a signature is told by its name") {
  edge_at_noon e;
  const auto without = [&](auto what) {
    auto c = e.by(e.shop);
    what(c);
    return e.check(c);
  };
  CHECK(without([](claim& c) { c.key_id = ""; }) == "signature_incomplete");
  CHECK(without([](claim& c) { c.timestamp = "noon"; }) == "signature_incomplete");
  CHECK(without([](claim& c) { c.timestamp = "99999999999999999999"; }) == "signature_incomplete");
  CHECK(without([](claim& c) { c.nonce = "0123456789abcde"; }) == "signature_incomplete");
  CHECK(without([](claim& c) { c.nonce = std::string(65, 'x'); }) == "signature_incomplete");
  CHECK(without([](claim& c) { c.signature = ""; }) == "signature_incomplete");
  CHECK(without([](claim& c) { c.signature = std::string(64, 'A'); }) == "signature_incomplete");
}

TEST_CASE("what moves money needs a command id, what reads does not") {
  edge_at_noon e;
  auto c = e.by(e.shop);
  c.message_id = "";
  edge_at_noon::seal(c, e.shop);
  CHECK(e.check(c) == "command_id_missing");
  c.asked = {"order", "get"};
  CHECK(e.check(c) == e.shop.id.value());
}

TEST_CASE("a request is heard once, whoever signed it; a retry is signed anew") {
  edge_at_noon e;
  for (const auto* k : {&e.person, &e.shop}) {
    CHECK(e.check(e.by(*k)) == k->id.value());
    CHECK(e.check(e.by(*k)) == "signature_replayed");
    CHECK(e.check(e.anew(*k)) == k->id.value());
  }
}

TEST_CASE("what was refused by its signature leaves its nonce unused") {
  edge_at_noon e;
  auto wrong = e.by(e.shop);
  wrong.signature = std::string(64, '0');
  CHECK(e.check(wrong) == "signature_wrong");
  CHECK(e.check(e.by(e.shop)) == e.shop.id.value());
}

TEST_CASE("operators are refused as busy when no more nonces can be remembered") {
  edge_at_noon e({.most_nonces_of_operators = 1});
  CHECK(e.check(e.by(e.person)) == e.person.id.value());
  CHECK(e.check(e.anew(e.person)) == "busy");
  CHECK(e.check(e.by(e.shop)) == e.shop.id.value());
}

TEST_CASE("a full memory of services' nonces stops their looks, and no payment and no operator") {
  edge_at_noon e({.most_nonces_of_others = 1});
  CHECK(e.check(e.by(e.shop)) == e.shop.id.value());
  CHECK(e.check(e.anew(e.shop)) == e.shop.id.value());
  auto look = e.anew(e.shop);
  look.asked = {"order", "get"};
  CHECK(e.check(look) == "busy");
  CHECK(e.check(e.by(e.shop)) == "signature_replayed");
  CHECK(e.check(e.by(e.person)) == e.person.id.value());
}

TEST_CASE("that a key was revoked or has ended is told to whoever has it, and to nobody else") {
  edge_at_noon e;
  auto ring = e.last;
  ring.at(e.shop.id).about.revoked_at = noon;
  ring.at(e.foreign.id).about.until = noon;
  e.checks.exchange(std::move(ring));
  CHECK(e.check(e.by(e.shop)) == "key_revoked");
  CHECK(e.check(e.by(e.foreign)) == "key_expired");
  auto wrong = e.by(e.shop);
  wrong.signature = std::string(64, '0');
  CHECK(e.check(wrong) == "signature_wrong");
}

TEST_CASE("slow signatures that wait hold nobody else up, and are bounded") {
  edge_at_noon e({.most_waiting = 1});
  std::promise<void> first_runs, go_on;
  std::atomic<int> done{0};
  auto gate = go_on.get_future().share();
  const auto slow = std::make_shared<const claim>(e.by(e.foreign));
  e.checks.check(slow, [&](verifier::found) {
    first_runs.set_value();
    gate.wait();
    ++done;
  });
  first_runs.get_future().wait();
  e.checks.check(slow, [&](verifier::found) { ++done; });
  CHECK(e.check(*slow) == "busy");
  CHECK(e.check(e.by(e.shop)) == e.shop.id.value());
  CHECK(done == 0);
  go_on.set_value();
}

}  // namespace sluice::access
