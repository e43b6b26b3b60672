#pragma once
/// Who may ask, and by which keys they prove that they are it. Only what may be known to all: the
/// secrets are elsewhere (adapters/access/key_ring.hpp), and no rule needs them.

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "base/tagged.hpp"
#include "domain/ids.hpp"

namespace sluice::access {

/// Chosen in the configuration: a service, a person's account, an auditor.
using principal_id = tagged<struct principal_id_tag, std::string>;
/// Told with every signed request; no secret.
using key_id = tagged<struct key_id_tag, std::string>;

/// Stored in the log: never change or reuse a number.
enum class principal_kind : std::uint8_t {
  service = 1,    ///< asks for payments of its merchants
  operator_ = 2,  ///< a person who ends doubts
  auditor = 3,    ///< looks, and does nothing
  risk = 4,       ///< answers what the engine asks it about risks, and does nothing else
};

/// The half of a key that may be known to all; RFC 8032.
using ed25519_public = std::array<std::uint8_t, 32>;

/// No key that anybody has made by chance: whoever names it needs no secret to sign. Never
/// accepted.
[[nodiscard]] bool is_weak(const ed25519_public& half);

enum class key_kind : std::uint8_t { hmac_sha256, ed25519 };

/// Whose orders a service may speak of.
struct merchant_scope {
  bool is_everyone = false;
  std::vector<merchant_id> some{};

  [[nodiscard]] bool covers(const merchant_id& m) const noexcept {
    return is_everyone || std::find(some.begin(), some.end(), m) != some.end();
  }
  friend bool operator==(const merchant_scope&, const merchant_scope&) = default;
};

struct principal {
  principal_id id;
  principal_kind kind = principal_kind::service;
  std::string person{};        ///< an operator's: whose word it is; otherwise empty
  merchant_scope merchants{};  ///< a service's; operators and auditors look at all
  friend bool operator==(const principal&, const principal&) = default;
};

/// Good from `from` until just before `until`, unless revoked.
struct key {
  key_id id;
  key_kind kind = key_kind::hmac_sha256;
  principal_id owner;
  instant from{};
  std::optional<instant> until{};
  std::optional<instant> revoked_at{};
  friend bool operator==(const key&, const key&) = default;
};

/// "service", "operator", "auditor", "risk"
[[nodiscard]] std::string_view name_of(principal_kind kind) noexcept;
[[nodiscard]] std::optional<principal_kind> principal_kind_from_name(
    std::string_view name) noexcept;
/// "hmac_sha256", "ed25519"
[[nodiscard]] std::string_view name_of(key_kind kind) noexcept;
[[nodiscard]] std::optional<key_kind> key_kind_from_name(std::string_view name) noexcept;

}  // namespace sluice::access
