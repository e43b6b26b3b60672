#include <benchmark/benchmark.h>

#include "bench/micro/sample_order.hpp"
#include "store/chain.hpp"
#include "store/record_format.hpp"

namespace sluice::bench {
namespace {

order::event first_event() {
  order::state o;
  return sample_events(o, sample_pay()).front();
}

void encode_an_event(benchmark::State& state) {
  const auto event = first_event();
  const cause why{command_number(id_kind::rising, 1).value(), {}};
  for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(encode(event, why, sample_time));
}
BENCHMARK(encode_an_event);

void decode_an_event(benchmark::State& state) {
  const auto written = sample_records().front();
  store::record r;
  r.type = written.type;
  r.schema_version = written.schema_version;
  r.payload = written.payload;
  for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(decode(r));
}
BENCHMARK(decode_an_event);

void encode_and_chain_a_record(benchmark::State& state) {
  const auto payload = sample_records().front().payload;
  const auto stream = order_stream(sample_id());
  store::chain_hasher hasher;
  auto chain = store::chain_start(0);
  std::string bytes;
  store::record_view r{
      .position = 1, .stream = stream, .stream_position = 1, .type = 1, .payload = payload};
  for ([[maybe_unused]] auto _ : state) {
    bytes.clear();
    store::encode_record(r, bytes);
    chain = hasher.next(chain, bytes);
    ++r.position;
  }
  benchmark::DoNotOptimize(chain);
}
BENCHMARK(encode_and_chain_a_record);

}  // namespace
}  // namespace sluice::bench
