#include "adapters/access/data_keys.hpp"

#include "adapters/access/private_file.hpp"
#include "base/hex.hpp"
#include "base/invariant.hpp"

namespace sluice::access {

data_key make_data_key(const merchant_id& merchant, instant now) {
  constexpr std::size_t id_size = 8;
  const auto id = random_bytes(id_size);
  const auto* const raw = reinterpret_cast<const std::uint8_t*>(id.reveal().data());
  return {data_key_id{"d-" + hex(raw, id_size)}, merchant, now, random_bytes(32)};
}

std::string fingerprint_of(const data_key& k) {
  const auto shown = hmac_sha256(k.bytes.reveal(), "sluice data key fingerprint");
  return hex(shown.data(), 8);
}

record_keys record_keys_of(const keystore& from) {
  record_keys out;
  for (const auto& k : from.data_keys) SLUICE_INVARIANT(out.add(k));  // no two with one id
  return out;
}

}  // namespace sluice::access
