#pragma once
/// Makes the orders of every workload: the payment code is shown, the channel says yes at once.

#include <cstdint>
#include <string>

#include "actors/desk/request.hpp"
#include "domain/channel_numbers.hpp"

namespace sluice::bench {

/// What services call their orders and commands. Rising numbers are kinder to an ordered index.
enum class id_kind : std::uint8_t { rising, random };

/// "m1", "m2", …; most workloads know only the first.
[[nodiscard]] merchant_id bench_merchant(std::uint32_t index = 0);
[[nodiscard]] channel_id bench_channel();
[[nodiscard]] channel_numbers bench_numbers();

/// "B00000001234" or "B" and 16 hexadecimal digits. The same number gives the same text.
[[nodiscard]] order_no order_number(id_kind kind, std::uint64_t number);
[[nodiscard]] command_id command_number(id_kind kind, std::uint64_t number);
[[nodiscard]] fingerprint body_of(std::uint64_t number);

/// Without a reply address.
[[nodiscard]] request create_request(id_kind kind, std::uint64_t number);

/// What making and dropping one of these costs by itself: the load generator's share.
[[nodiscard]] double make_cost_us(id_kind kind);

}  // namespace sluice::bench
