#pragma once
/// With which keys the orders of `sluice bench nats --signed` are signed. Client and engine are two
/// processes of one program, so the keys are constants: they protect nothing.

#include <optional>
#include <string_view>

#include "adapters/access/key_ring.hpp"
#include "domain/access/command.hpp"

namespace sluice::bench {

/// Nothing: not signed.
using signature_kind = std::optional<access::key_kind>;

/// "none", "hmac", "ed25519"
[[nodiscard]] std::string_view name_of(signature_kind how) noexcept;
/// Anything else than these is none.
[[nodiscard]] signature_kind signature_kind_named(std::string_view name) noexcept;

[[nodiscard]] access::signing_key bench_key(access::key_kind kind);
/// What the edge needs to check them.
[[nodiscard]] access::key_ring bench_key_ring();
/// The one merchant's service may ask with either key, and without one: who asks is looked up in
/// the same book, signed or not.
[[nodiscard]] access::take_over bench_callers();

}  // namespace sluice::bench
