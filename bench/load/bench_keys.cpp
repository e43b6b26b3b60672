#include "bench/load/bench_keys.hpp"

#include "adapters/access/key_file.hpp"
#include "base/enumerators.hpp"
#include "bench/load/order_maker.hpp"

namespace sluice::bench {
namespace {

access::principal_id shop() { return access::principal_id{"shop"}; }

access::stored_key kept(access::key_kind kind) {
  return access::stored_half(bench_key(kind), {.id = {}, .owner = shop()});
}

}  // namespace

std::string_view name_of(signature_kind how) noexcept {
  if (!how) return "none";
  return *how == access::key_kind::hmac_sha256 ? "hmac" : "ed25519";
}

signature_kind signature_kind_named(std::string_view name) noexcept {
  for (const auto kind : enumerators<access::key_kind>)
    if (name == name_of(signature_kind{kind})) return kind;
  return std::nullopt;
}

access::signing_key bench_key(access::key_kind kind) {
  constexpr std::size_t size = 32;
  return {.id = access::key_id{"bench-" + std::string(name_of(signature_kind{kind}))},
          .kind = kind,
          .bytes = secret(std::string(size, 'b'))};
}

access::key_ring bench_key_ring() {
  access::key_ring ring;
  for (const auto kind : enumerators<access::key_kind>) {
    auto half = kept(kind);
    ring.emplace(half.about.id,
                 access::ring_entry{
                     .about = half.about, .hmac = half.hmac, .public_half = half.public_half});
  }
  return ring;
}

access::take_over bench_callers() {
  access::take_over out{.open = {bench_merchant()}};
  out.principals.emplace(
      shop(), access::terms{.merchants = {.some = {bench_merchant()}},
                            .grants = access::usual_grants(access::principal_kind::service)});
  for (const auto kind : enumerators<access::key_kind>) {
    const auto half = kept(kind);
    out.keys.emplace(half.about.id, access::known_half_of(half));
  }
  return out;
}

}  // namespace sluice::bench
