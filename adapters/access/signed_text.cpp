#include "adapters/access/signed_text.hpp"

#include "adapters/access/signature.hpp"
#include "base/hex.hpp"

namespace sluice::access {

std::string signed_text(const signed_request& r) {
  const auto body = hex(sha256_of(r.body));
  std::string out;
  constexpr std::size_t usual = 320;
  out.reserve(usual);
  out = "sluice-request-1";
  for (const std::string_view line : {r.prefix, r.subject, r.key_id, r.timestamp, r.nonce,
                                      r.message_id, r.content_type, std::string_view(body)}) {
    out += '\n';
    out += line;
  }
  return out;
}

}  // namespace sluice::access
