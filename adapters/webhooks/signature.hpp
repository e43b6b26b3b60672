#pragma once
/// Proves to an endpoint that a delivery is ours: Standard Webhooks 1.0.0
/// (github.com/standard-webhooks/standard-webhooks, "Signature scheme"). What is signed is
/// "ID.SECONDS.BODY"; the header has one signature of each key, so that a key is replaced without
/// a gap: both are used until the old one is taken away.

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "adapters/http/message.hpp"
#include "base/instant.hpp"
#include "base/secret.hpp"
#include "domain/webhook/endpoint_id.hpp"
#include "store/log_history.hpp"

namespace sluice::webhooks {

/// Never quotes the secret: "is 12 bytes long".
struct key_problem {
  std::string what;
};

class signing_key {
 public:
  /// "whsec_" and a shared secret of 24 to 64 bytes in base64; or "whsk_" and an Ed25519 key in
  /// base64: its seed of 32 bytes, alone or with the 32 bytes of its public half behind it.
  [[nodiscard]] static std::variant<signing_key, key_problem> from_text(const secret& text);

  /// "v1,…" or "v1a,…"
  [[nodiscard]] std::string sign(std::string_view text) const;

 private:
  enum class kind : std::uint8_t { shared, ed25519 };
  signing_key(kind how, secret bytes) : kind_(how), bytes_(std::move(bytes)) {}

  kind kind_;
  secret bytes_;
};

inline constexpr std::string_view rule_of_keys =
    "whsec_ and 24 to 64 bytes in base64, such as `echo whsec_$(openssl rand -base64 32)` makes; "
    "or whsk_ and an Ed25519 key in base64, 32 or 64 bytes";

/// webhook-id: the same for each try of one delivery, also after a restart, and no other's. In
/// another incarnation of the log the same position is another event.
[[nodiscard]] std::string delivery_id(const store::log_history& log, std::uint16_t partition,
                                      webhook::position event, const webhook::endpoint_id& to);

/// webhook-id, webhook-timestamp, webhook-signature. `now`: of this try.
[[nodiscard]] http_headers signed_headers(const std::string& id, instant now, std::string_view body,
                                          const std::vector<signing_key>& keys);

}  // namespace sluice::webhooks
