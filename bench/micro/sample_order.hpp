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

[[nodiscard]] inline order::pay sample_pay() {
  return {.order = sample_id(),
          .amount = {1250, currency::cny},
          .payment_code = secret{"134567890123456789"},
          .description = "coffee",
          .body = body_of(1),
          .route = {bench_channel()}};
}

[[nodiscard]] inline order::attempt_report sample_report() {
  return {.attempt = attempt_no{1},
          .from = order::source::pay_answer,
          .found = order::finding::paid,
          .code = "SUCCESS",
          .channel_reference = sample_key.value(),
          .amount = money{1250, currency::cny}};
}

/// What the rules make of the command; `state` is the order afterwards.
inline std::vector<order::event> sample_events(order::state& state, const order::command& command) {
  static const attempt_timing timing;
  static const channel_numbers numbers = bench_numbers();
  auto decided = decide(state, command, {.now = sample_time, .timing = timing, .numbers = numbers});
  auto events = std::move(std::get<order::effects>(decided).events);
  for (const auto& e : events) state = evolve(std::move(state), e, sample_time);
  return events;
}

/// The four records of the order's life.
[[nodiscard]] inline std::vector<store::new_record> sample_records() {
  std::vector<store::new_record> out;
  order::state state;
  for (const order::command& command :
       {order::command{sample_pay()}, order::command{sample_report()}})
    for (const auto& e : sample_events(state, command))
      out.push_back(encode(e, {command_number(id_kind::rising, 1).value(), {}}, sample_time));
  return out;
}

}  // namespace sluice::bench
