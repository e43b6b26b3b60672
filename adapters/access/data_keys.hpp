#pragma once
/// Merchants' data keys in the keystore: made by `sluice key new --for-records`, read at the start
/// of serve, on reload, and by auditors who were given the keystore.

#include <string>

#include "adapters/access/keystore.hpp"

namespace sluice::access {

/// With fresh bytes, and an id that nobody has. The bytes never leave the keystore.
[[nodiscard]] data_key make_data_key(const merchant_id& merchant, instant now);
/// 16 hexadecimal digits that tell keys apart, and are of no use for anything else.
[[nodiscard]] std::string fingerprint_of(const data_key& k);
/// As the codec wants them.
[[nodiscard]] record_keys record_keys_of(const keystore& from);

}  // namespace sluice::access
