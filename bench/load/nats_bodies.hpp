#pragma once
/// What the client of `sluice bench nats` sends, and how it knows the answer it wants, in both
/// forms of the interface.

#include <string>
#include <string_view>

#include "adapters/api/body_form.hpp"
#include "bench/load/order_maker.hpp"

namespace sluice::bench {

[[nodiscard]] std::string create_body(api::body_format form, const order_no& number);
/// Searched for, not parsed: the benchmark is of the engine, not of its client.
[[nodiscard]] bool says_paid(api::body_format form, std::string_view answer);

/// "json", "protobuf"
[[nodiscard]] std::string_view name_of(api::body_format form) noexcept;

}  // namespace sluice::bench
