// Worlds that several questions are put to: to run them is most of the work, so they are run once.
#include <numeric>
#include <vector>

#include "sim/disk/memory_disk.hpp"
#include "sim/run/repertoire.hpp"
#include "sim/world/world.hpp"
#include "tests/catch.hpp"
#include "tests/sim/world/link_meter_check.hpp"
#include "tests/sim/world/order_watch_check.hpp"
#include "tests/sim/world/recorded_hashes.hpp"

namespace sluice::test::same_worlds_test {
using namespace sluice::sim;

namespace {

std::vector<std::uint64_t> seeds() {
  std::vector<std::uint64_t> out(60);
  std::iota(out.begin(), out.end(), 1);
  // Of these three's scenario (risk_service_fails) payers prove who they are.
  out.insert(out.end(), {198, 250, 302});
  return out;
}

/// Of all worlds together: that something could be seen in them.
struct seen_in_all {
  order_watch::by_name phases;
  std::size_t paid_minutes = 0, refund_ends = 0;

  void check() const {
    CHECK(paid_minutes > 100);
    CHECK(refund_ends > 20);
    for (const auto s : enumerators<sluice::order_stage>) {
      const std::string phase(name_of(s));
      CAPTURE(phase);
      // accepted: within a batch only
      CHECK((s == sluice::order_stage::accepted || phases.contains(phase)));
    }
  }
};

void ask_of_log(std::uint64_t seed, const store::event_log& log, seen_in_all& seen) {
  order_watch::check metrics(seed);
  link_figures_of_worlds::check figures(seed, log);
  CHECK_FALSE(log.read_all(1, [&](const store::record& r) {
    const decoded_record d{r};
    metrics.take(d);
    figures.take(d);
    return true;
  }));
  metrics.finish();
  figures.finish();
  for (const auto& [phase, n] : metrics.seen()) seen.phases[phase] += n;
  seen.paid_minutes += figures.paid_minutes();
  seen.refund_ends += figures.refund_ends();
}

}  // namespace

TEST_CASE(
    "worlds are as recorded, and metrics and figures are what a replay of their logs finds, "
    "through "
    "any number of restarts") {
  auto plays = repertoire::shipped();
  plays.set_orders(40);
  recorded_hashes::check hashes;
  seen_in_all seen;
  for (const auto seed : seeds()) {
    CAPTURE(seed);
    memory_disk disk;
    const auto played = run_world(draw_plan(plays.of(seed), seed), disk);
    hashes.take(seed, played.hash);
    REQUIRE_FALSE(played.broken);
    ask_of_log(seed, disk.log(), seen);
  }
  hashes.finish();
  seen.check();
}

}  // namespace sluice::test::same_worlds_test
