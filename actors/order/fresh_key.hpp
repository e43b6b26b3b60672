#pragma once
/// A new number for an attempt or refund at the channel: 26 characters, 48 bits of time and 80
/// random bits in Crockford's base 32 (the ULID layout). Fits WeChat's 32 characters
/// (out_trade_no), and rises with time, which the index likes.

#include "actors/ports/clock.hpp"
#include "domain/ids.hpp"

namespace sluice {

[[nodiscard]] channel_key fresh_key(instant now, random_port& random);

}  // namespace sluice
