#pragma once
/// NKeys: how NATS users prove who they are without a password. nats.c signs with the seed file but
/// wants to be told the public key too, which is derived here.
/// Form: base32 of prefix, 32 bytes, CRC-16/XMODEM (nats.io, nkeys). Ed25519: RFC 8032.

#include <optional>
#include <string>
#include <string_view>

namespace sluice::nats {

/// "UABC…" from the text of a seed file ("SUABC…", with or without BEGIN and END lines). Nothing
/// when there is no valid user seed in it.
[[nodiscard]] std::optional<std::string> public_nkey(std::string_view seed_file_text);

}  // namespace sluice::nats
