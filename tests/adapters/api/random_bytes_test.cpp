#include <cstdint>

#include "adapters/api/v1/api.pb.h"
#include "tests/adapters/api/decoding.hpp"

namespace sluice::api {
namespace {

/// xorshift64: the same on every machine, so that a failure can be repeated.
class dice {
 public:
  explicit dice(std::uint64_t seed) : state_(seed) {}
  std::size_t below(std::size_t bound) {
    state_ ^= state_ << 13U;
    state_ ^= state_ >> 7U;
    state_ ^= state_ << 17U;
    return static_cast<std::size_t>(state_ % bound);
  }

 private:
  std::uint64_t state_;
};

void damage(std::string& body, dice& d) {
  if (body.empty()) return;
  const auto at = d.below(body.size());
  switch (d.below(4)) {
    case 0: body[at] = static_cast<char>(d.below(256)); break;
    case 1: body.erase(at, 1 + d.below(8)); break;
    case 2: body.insert(at, 1, static_cast<char>(d.below(256))); break;
    default: body.insert(at, body.substr(d.below(body.size()), d.below(16))); break;
  }
}

/// Whatever comes in: an answer, never a crash; and a refusal always says something.
void feed(const std::string& body) {
  for (const auto& row : endpoints()) {
    if (!row.asks_engine) continue;
    for (const auto form : {body_format::json, body_format::protobuf}) {
      const auto result = decode(row.which, form, body, {body, body, body});
      if (const auto* refused = std::get_if<rejection>(&result))
        REQUIRE_FALSE(refused->message.empty());
    }
  }
}

}  // namespace

TEST_CASE("random bytes are refused, never a crash") {
  dice d(42);
  for (int round = 0; round < 3000; ++round) {
    std::string body(d.below(200), '\0');
    for (auto& c : body) c = static_cast<char>(d.below(256));
    feed(body);
  }
}

TEST_CASE("damaged requests are refused or understood, never a crash") {
  v1::CreateOrder message;
  message.set_merchant("m1");
  message.set_amount_minor(1250);
  message.set_payment_code("134567890123456789");
  dice d(7);
  for (int round = 0; round < 3000; ++round) {
    auto body = round % 2 == 0 ? std::string(good_create) : message.SerializeAsString();
    for (std::size_t hits = 1 + d.below(4); hits > 0; --hits) damage(body, d);
    feed(body);
  }
}

}  // namespace sluice::api
