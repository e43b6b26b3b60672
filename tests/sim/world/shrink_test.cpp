#include "sim/run/shrink.hpp"

#include "tests/catch.hpp"

namespace sluice::test::shrink_test {
using namespace sluice::sim;

namespace {

constexpr std::uint64_t seed = 9;

ppm rate(const scenario& s, hazard h) { return s.rates[static_cast<std::size_t>(h)]; }
ppm rate(const plan& p, hazard h) { return p.rates[static_cast<std::size_t>(h)]; }

scenario without_swarm() {
  auto s = usual_scenario();
  s.swarm = false;
  return s;
}

std::size_t hazards_left(const scenario& s) {
  return static_cast<std::size_t>(
      std::count_if(s.rates.begin(), s.rates.end(), [](ppm r) { return r > 0; }));
}

}  // namespace

TEST_CASE("a world that keeps all promises cannot be shrunk") {
  CHECK_FALSE(shrink(usual_scenario(), seed, [](const plan&) { return std::nullopt; }));
}

TEST_CASE("only what breaks the promise is left") {
  // Breaks with 23 orders and more, if answers get lost and the process dies.
  const trial run = [](const plan& p) -> std::optional<violation> {
    if (p.orders < 23 || rate(p, hazard::answer_lost) == 0 || rate(p, hazard::crash) == 0)
      return std::nullopt;
    return violation{promise::paid_once, "twice"};
  };
  std::vector<std::string> steps;
  const auto got =
      shrink(without_swarm(), seed, run, [&](const std::string& step) { steps.push_back(step); });
  REQUIRE(got);
  CHECK(got->smaller.orders == 23);
  CHECK(hazards_left(got->smaller) == 2);
  CHECK(rate(got->smaller, hazard::answer_lost) == rate(usual_scenario(), hazard::answer_lost));
  CHECK(got->smaller.order_of_steps == scheduling::oldest_first);
  CHECK_FALSE(got->smaller.swarm);
  CHECK(got->broken.what == "twice");
  CHECK(steps.front() == "100 orders");

  // What was saved as a file is the same world.
  const auto saved = std::get<scenario>(read_scenario(to_toml(got->smaller), "shrunk.toml"));
  const auto broken = run(draw_plan(saved, seed));
  REQUIRE(broken);
  CHECK(broken->broken == promise::paid_once);
  CHECK(to_toml(saved) == to_toml(got->smaller));
}

TEST_CASE("the same promise is preferred while shrinking") {
  // With few orders another promise breaks.
  const auto got = shrink(without_swarm(), seed, [](const plan& p) -> std::optional<violation> {
    if (p.orders < 40) return violation{promise::one_reply, "another"};
    return violation{promise::paid_once, "this"};
  });
  REQUIRE(got);
  CHECK(got->broken.broken == promise::paid_once);
  CHECK(got->smaller.orders == 40);
  CHECK(hazards_left(got->smaller) == 0);
}

TEST_CASE("another promise is better than a world that stays large") {
  const auto whole = draw_plan(without_swarm(), seed);
  const auto got = shrink(without_swarm(), seed, [&](const plan& p) -> std::optional<violation> {
    const bool same = p.orders == whole.orders && p.rates == whole.rates &&
                      p.order_of_steps == whole.order_of_steps;
    return violation{same ? promise::paid_once : promise::one_reply, ""};
  });
  REQUIRE(got);
  CHECK(got->broken.broken == promise::one_reply);
  CHECK(got->smaller.orders == 1);
  CHECK(hazards_left(got->smaller) == 0);
}

TEST_CASE("outages are taken away as well") {
  auto from = without_swarm();
  for (const auto* name : {"bank", "alipay", "clearing"})
    from.outages.push_back({.channel = name, .from = millis{0}, .lasts = millis{1000}});
  const auto got = shrink(from, seed, [](const plan& p) -> std::optional<violation> {
    for (const auto& o : p.outages)
      if (o.channel == "alipay") return violation{promise::everything_ends, ""};
    return std::nullopt;
  });
  REQUIRE(got);
  REQUIRE(got->smaller.outages.size() == 1);
  CHECK(got->smaller.outages[0].channel == "alipay");
}

TEST_CASE("what has been shrunk in a real world breaks the same promise again") {
  // A world in which an answer got lost stands for a broken one.
  const auto run = [](plan drawn) -> std::optional<violation> {
    const auto log = memory_for(drawn);
    const auto r = run_world(std::move(drawn), *log);
    if (r.struck[static_cast<std::size_t>(hazard::answer_lost)] == 0) return std::nullopt;
    return violation{promise::books_agree, std::to_string(r.hash)};
  };
  auto from = without_swarm();
  from.orders = 50;
  from.rates[static_cast<std::size_t>(hazard::answer_lost)] = always / 20;
  const auto got = shrink(from, seed, run);
  REQUIRE(got);
  CHECK(got->smaller.orders < 50);
  CHECK(hazards_left(got->smaller) < 10);
  const auto saved = std::get<scenario>(read_scenario(to_toml(got->smaller), "shrunk.toml"));
  const auto again = run(draw_plan(saved, seed));
  REQUIRE(again);
  CHECK(again->what == got->broken.what);
}

}  // namespace sluice::test::shrink_test
