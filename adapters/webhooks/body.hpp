#pragma once
/// What a merchant's endpoint reads: one event of an order, with the order as it left it. The bytes
/// depend on the message alone, so that each try of a delivery signs the same ones.

#include <string>

#include "actors/ports/webhook_port.hpp"

namespace sluice::webhooks {

/// Merchants' programs read it: fields are only ever added, with their own number. One that changes
/// its meaning, or goes, makes a new one.
inline constexpr int body_version = 1;

/// {"type":"order.paid","timestamp":"…","data":{"body_version":1,"merchant":"m1",…}}, compact, and
/// well below the 20 kB of Standard Webhooks. Of the payer and of what the order is for there is
/// nothing in it: more systems read an endpoint's bodies than the one that placed the order.
[[nodiscard]] std::string body_of(const webhook_message& what);

}  // namespace sluice::webhooks
