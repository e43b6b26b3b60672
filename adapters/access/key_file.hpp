#pragma once
/// A caller's key as it is handed to its owner, once: lines "name = value", so that any program
/// reads it (deploy/sign.py). Written by `sluice key new` and the demo; read by `sluice req`.

#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>
#include <variant>

#include "adapters/access/keystore.hpp"
#include "domain/access/terms.hpp"

namespace sluice::access {

[[nodiscard]] secret text_of(const signing_key& k, const principal_id& owner);
/// Refused unless it is a plain file of ours that nobody else may read. Otherwise a sentence.
[[nodiscard]] std::variant<signing_key, std::string> read_key_file(
    const std::filesystem::path& file);

/// To its owner. Into a file that is not there yet, with mode 0600; a sentence why not.
[[nodiscard]] std::optional<std::string> hand_out_to(
    const std::filesystem::path& file, const signing_key& k, const principal_id& owner);
void hand_out_to(std::ostream& screen, const signing_key& k, const principal_id& owner);

/// What the engine keeps of it. Its id and kind are `k`'s, all else is `about`'s.
[[nodiscard]] stored_key stored_half(const signing_key& k, key about);
/// Tells an HMAC key from others, and is of no use for anything else. `hmac`: its 32 raw bytes.
[[nodiscard]] hmac_fingerprint fingerprint_of(const secret& hmac);
/// What of it may be known to all, and is written into the log.
[[nodiscard]] known_key known_half_of(const stored_key& k);
/// 16 hexadecimal digits that tell keys apart, and are of no use for anything else.
[[nodiscard]] std::string fingerprint_of(const stored_key& k);
[[nodiscard]] std::string fingerprint_of(const signing_key& k);

/// With fresh bytes, and an id that nobody has.
[[nodiscard]] signing_key make_key(key_kind kind);

}  // namespace sluice::access
