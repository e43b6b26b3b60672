#include "bench/load/order_maker.hpp"

#include <cstring>

#include "adapters/system/stopwatch.hpp"

namespace sluice::bench {
namespace {

/// Every number gives another one (Steele, Lea, Flood: SplitMix64).
std::uint64_t scattered(std::uint64_t number) {
  number += 0x9e3779b97f4a7c15U;
  number = (number ^ number >> 30) * 0xbf58476d1ce4e5b9U;
  number = (number ^ number >> 27) * 0x94d049bb133111ebU;
  return number ^ number >> 31;
}

std::string text_of(char first, id_kind kind, std::uint64_t number) {
  constexpr std::uint64_t decimal = 10;
  const bool rising = kind == id_kind::rising;
  const std::uint64_t base = rising ? decimal : 16;
  std::string text(rising ? 12 : 17, '0');
  text[0] = first;
  std::uint64_t rest = rising ? number : scattered(number);
  for (auto i = text.size() - 1; i > 0; --i, rest /= base)
    text[i] = "0123456789abcdef"[rest % base];
  return text;
}

}  // namespace

merchant_id bench_merchant(std::uint32_t index) {
  return merchant_id{"m" + std::to_string(index + 1)};
}
channel_numbers bench_numbers() { return {hash_key{}, "bench"}; }

channel_id bench_channel() { return channel_id{"instant"}; }

order_no order_number(id_kind kind, std::uint64_t number) {
  return order_no{text_of('B', kind, number)};
}

command_id command_number(id_kind kind, std::uint64_t number) {
  return command_id{text_of('c', kind, number)};
}

fingerprint body_of(std::uint64_t number) {
  fingerprint body{};
  std::memcpy(body.data(), &number, sizeof number);
  return body;
}

request create_request(id_kind kind, std::uint64_t number) {
  const auto body = body_of(number);
  return {.ask = create_order{.order = {bench_merchant(), order_number(kind, number)},
                              .type = business_type::payment_code,
                              .amount = {1250, currency::cny},
                              .payment_code = secret{"134567890123456789"},
                              .description = "coffee",
                              .body = body},
          .id = command_number(kind, number),
          .body = body,
          .reply_to = nullptr};
}

double make_cost_us(id_kind kind) {
  constexpr std::uint64_t times = 100'000;
  const auto before = cpu_time_of_this_process();
  std::size_t seen = 0;
  for (std::uint64_t i = 0; i < times; ++i) seen += create_request(kind, i).id.value().size();
  const std::chrono::duration<double, std::micro> took = cpu_time_of_this_process() - before;
  return seen == 0 ? 0 : took.count() / static_cast<double>(times);
}

}  // namespace sluice::bench
