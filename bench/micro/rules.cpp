#include <benchmark/benchmark.h>

#include "bench/micro/sample_order.hpp"
#include "domain/channel/gate.hpp"

namespace sluice::bench {
namespace {

/// Everything the rules have to say about one order: two decisions, four events.
void decide_and_evolve_an_order(benchmark::State& state) {
  const order::command asked{sample_pay()};
  const order::command answered{sample_report()};
  for ([[maybe_unused]] auto _ : state) {
    order::state o;
    benchmark::DoNotOptimize(sample_events(o, asked));
    benchmark::DoNotOptimize(sample_events(o, answered));
    benchmark::DoNotOptimize(o);
  }
}
BENCHMARK(decide_and_evolve_an_order);

void pass_the_channel_gate(benchmark::State& state) {
  channel::gate gate{{.max_in_flight = 1024, .queue_capacity = 1024}};
  channel::gate::ticket ticket = 0;
  for ([[maybe_unused]] auto _ : state) {
    benchmark::DoNotOptimize(
        gate.enter(++ticket, channel::gate::urgency::new_payment, sample_time));
    benchmark::DoNotOptimize(gate.next_to_start(sample_time));
    gate.finished(channel::gate::urgency::new_payment);
  }
}
BENCHMARK(pass_the_channel_gate);

}  // namespace
}  // namespace sluice::bench
