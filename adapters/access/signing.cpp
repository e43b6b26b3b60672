#include "adapters/access/signing.hpp"

#include "adapters/access/private_file.hpp"
#include "base/hex.hpp"

namespace sluice::access {

std::map<std::string, std::string> signature_headers(const signing_key& by, signed_request what,
                                                     instant now) {
  const auto time = std::to_string(now.time_since_epoch().count());
  const auto nonce = new_nonce();
  what.key_id = by.id.value();
  what.timestamp = time;
  what.nonce = nonce;
  return {{key_id_header, by.id.value()},
          {timestamp_header, time},
          {nonce_header, nonce},
          {signature_header, sign(by, signed_text(what))}};
}

std::string new_nonce() {
  constexpr std::size_t size = 16;
  const auto bytes = random_bytes(size);
  return hex(reinterpret_cast<const std::uint8_t*>(bytes.reveal().data()), size);
}

}  // namespace sluice::access
