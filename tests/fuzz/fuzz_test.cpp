// A short look at what `./dev fuzz` looks at for long, in every build: good input, damaged, and
// noise.
#include "tests/catch.hpp"
#include "tests/fuzz/targets.hpp"

namespace sluice::fuzz {
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

void damage(std::string& text, dice& d) {
  if (text.empty()) return;
  const auto at = d.below(text.size());
  switch (d.below(4)) {
    case 0: text[at] = static_cast<char>(d.below(256)); break;
    case 1: text.erase(at, 1 + d.below(8)); break;
    case 2: text.insert(at, 1, static_cast<char>(d.below(256))); break;
    default: text.insert(at, text.substr(d.below(text.size()), d.below(16))); break;
  }
}

const target& target_named(std::string_view name) {
  for (const auto& t : targets())
    if (t.name == name) return t;
  FAIL("there is no target " << name);
  return targets().front();
}

std::string some_name() {
  return GENERATE(
      as<std::string>{}, "json", "protobuf", "answers", "notifications", "configuration", "records",
      "signing", "wechat_bill", "alipay_bill", "unionpay_bill", "packed");
}

}  // namespace

TEST_CASE("every target is fed here") { CHECK(targets().size() == 11); }

TEST_CASE("good input and what damage makes of it are understood or refused, never a crash") {
  const auto& fed = target_named(some_name());
  const auto seeds = fed.seeds();
  REQUIRE_FALSE(seeds.empty());
  for (const auto& seed : seeds) fed.feed(seed);
  dice d(7);
  for (int round = 0; round < 3000; ++round) {
    auto bytes = seeds[d.below(seeds.size())];
    for (std::size_t hits = 1 + d.below(4); hits > 0; --hits) damage(bytes, d);
    fed.feed(bytes);
  }
}

TEST_CASE("random bytes are refused, never a crash") {
  const auto& fed = target_named(some_name());
  dice d(42);
  for (int round = 0; round < 3000; ++round) {
    std::string bytes(d.below(200), '\0');
    for (auto& c : bytes) c = static_cast<char>(d.below(256));
    fed.feed(bytes);
  }
}

}  // namespace sluice::fuzz
