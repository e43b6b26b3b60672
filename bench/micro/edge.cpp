#include <benchmark/benchmark.h>

#include "actors/desk/view.hpp"
#include "adapters/api/reply_codec.hpp"
#include "adapters/api/request_codec.hpp"
#include "bench/micro/sample_order.hpp"

namespace sluice::bench {
namespace {

constexpr auto create_body =
    R"({"merchant":"m1","order_no":"B00000000001","business_type":"payment_code",)"
    R"("amount_minor":1250,"currency":"CNY","payment_code":"134567890123456789",)"
    R"("description":"coffee"})";

void decode_a_json_request(benchmark::State& state) {
  for ([[maybe_unused]] auto _ : state)
    benchmark::DoNotOptimize(api::decode(
        api::endpoint::create_order, api::body_format::json, create_body,
        {.message_id = "c00000000001", .traceparent = {}, .merchant_key = {}}));
}
BENCHMARK(decode_a_json_request);

void view_and_encode_a_json_reply(benchmark::State& state) {
  order::state o;
  sample_events(o, sample_pay());
  sample_events(o, sample_report());
  constexpr store::sequence last = 4;
  for ([[maybe_unused]] auto _ : state)
    benchmark::DoNotOptimize(api::encode(view_of(o, last), api::body_format::json));
}
BENCHMARK(view_and_encode_a_json_reply);

}  // namespace
}  // namespace sluice::bench
