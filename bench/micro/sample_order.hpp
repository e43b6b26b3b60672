#pragma once
/// The order of all micro benchmarks: one payment code, one channel, paid at once.

#include "bench/load/order_maker.hpp"
#include "domain/order/decide.hpp"
#include "events/codec.hpp"
#include "events/stream_name.hpp"

namespace sluice::bench {

inline const channel_key sample_key{"01JD0000000000000000000000"};
inline const instant sample_time{millis{1'800'000'000'000}};

[[nodiscard]] inline order_id sample_id(std::uint64_t number = 1) {
  return {bench_merchant(), order_number(id_kind::rising, number)};
}

[[nodiscard]] inline pay sample_pay() {
  return {.order = sample_id(),
          .amount = {1250, currency::cny},
          .payment_code = secret{"134567890123456789"},
          .description = "coffee",
          .body = body_of(1),
          .route = {bench_channel()}};
}

[[nodiscard]] inline attempt_report sample_report() {
  return {.attempt = attempt_no{1},
          .from = source::pay_answer,
          .found = finding::paid,
          .code = "SUCCESS",
          .channel_reference = sample_key.value(),
          .amount = money{1250, currency::cny}};
}

/// What the rules make of the command; `state` is the order afterwards.
inline std::vector<order_event> sample_events(order& state, const order_command& command) {
  static const attempt_timing timing;
  static const channel_numbers numbers = bench_numbers();
  auto decided = decide(state, command, {.now = sample_time, .timing = timing, .numbers = numbers});
  auto events = std::move(std::get<effects>(decided).events);
  for (const auto& e : events) state = evolve(std::move(state), e, sample_time);
  return events;
}

/// The four records of the order's life.
[[nodiscard]] inline std::vector<store::new_record> sample_records() {
  std::vector<store::new_record> out;
  order state;
  for (const order_command& command : {order_command{sample_pay()}, order_command{sample_report()}})
    for (const auto& e : sample_events(state, command))
      out.push_back(encode(e, {command_number(id_kind::rising, 1).value(), {}}, sample_time));
  return out;
}

}  // namespace sluice::bench
