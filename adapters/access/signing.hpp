#pragma once
/// The caller's side: signs a request. Used by `sluice req` and the demo.

#include <map>
#include <string>

#include "adapters/access/signature.hpp"
#include "adapters/access/signed_text.hpp"
#include "base/instant.hpp"

namespace sluice::access {

/// The four headers that `what` is to be sent with; its own key id, timestamp and nonce are not
/// looked at. `now`: the machine's clock.
[[nodiscard]] std::map<std::string, std::string> signature_headers(
    const signing_key& by, signed_request what, instant now);

/// 32 characters that nobody has used.
[[nodiscard]] std::string new_nonce();

}  // namespace sluice::access
