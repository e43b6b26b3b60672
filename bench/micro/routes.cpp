#include <benchmark/benchmark.h>

#include "bench/micro/sample_order.hpp"
#include "domain/routing/choose.hpp"

namespace sluice::bench {
namespace {

/// Five channels that all may serve the payment, with something known of each, and one rule that
/// holds.
void choose_among_five(benchmark::State& state) {
  std::vector<channel_id> list;
  for (const auto* name : {"acct1", "acct2", "acct3", "acct4", "acct5"}) list.emplace_back(name);
  std::vector<merchant::channel_reach> channels;
  for (const auto& id : list)
    channels.push_back({.id = id,
                        .reaches = wallet::wechat,
                        .business_types = {business_type::payment_code},
                        .currencies = {currency::cny},
                        .fee = std::uint16_t{38}});
  const routing::rulebook book{
      .rules = {{.name = "house", .when = {.amount_from = 1}, .prefer = list[1]}}, .how = {}};
  const auto order = sample_id();
  const routing::wish w{.order = order, .amount = {1250, currency::cny}, .shown = wallet::wechat};
  const routing::leader before{list[1], sample_time};
  for ([[maybe_unused]] auto _ : state) {
    auto candidates = routing::candidates_of(list, channels);
    for (auto& c : candidates) c.standing = {.good = 120, .counted = 128};
    const auto said = choose(w, candidates, book, before, sample_time);
    benchmark::DoNotOptimize(said.route.data());
    benchmark::DoNotOptimize(pack(said.why));
  }
}
BENCHMARK(choose_among_five);

}  // namespace
}  // namespace sluice::bench
