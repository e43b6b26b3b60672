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
  const merchant_id merchant{"m1"};
  const channel::gate::kind payment{channel::urgency::payer_waits, true};
  for ([[maybe_unused]] auto _ : state) {
    benchmark::DoNotOptimize(gate.enter(++ticket, payment, merchant, sample_time));
    benchmark::DoNotOptimize(gate.next_to_start(sample_time));
    gate.finished(payment);
  }
}
BENCHMARK(pass_the_channel_gate);

/// One of 512 that wait, of 64 merchants.
void wait_at_the_channel_gate(benchmark::State& state) {
  channel::gate gate{{.max_in_flight = 1, .queue_capacity = 1024}};
  const channel::gate::kind payment{channel::urgency::payer_waits, true};
  std::vector<merchant_id> merchants;
  for (int i = 0; i < 64; ++i) merchants.emplace_back("merchant" + std::to_string(i));
  channel::gate::ticket ticket = 0;
  const auto enter = [&] {
    ++ticket;
    return gate.enter(ticket, payment, merchants[ticket % merchants.size()], sample_time).what;
  };
  for (int i = 0; i < 513; ++i) benchmark::DoNotOptimize(enter());
  for ([[maybe_unused]] auto _ : state) {
    benchmark::DoNotOptimize(enter());
    gate.finished(payment);
    benchmark::DoNotOptimize(gate.next_to_start(sample_time));
  }
}
BENCHMARK(wait_at_the_channel_gate);

}  // namespace
}  // namespace sluice::bench
