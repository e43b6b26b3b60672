#pragma once
/// What can be said of a principal and of a key: by the file and the keystore, and by people while
/// the engine runs. Nothing of it is secret.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/enumerators.hpp"
#include "domain/access/grant.hpp"
#include "domain/access/principal.hpp"

namespace sluice::access {

/// Who a principal is, and what it may.
struct terms {
  principal_kind kind = principal_kind::service;
  std::string person{};        ///< an operator's: whose word it is; otherwise empty
  merchant_scope merchants{};  ///< a service's; operators and auditors look at all
  std::vector<grant> grants{};
  friend bool operator==(const terms&, const terms&) = default;
};

enum class term : std::uint8_t { kind, person, merchants, grants };
inline constexpr std::size_t term_count = 4;

/// What of the terms becomes something else; the rest stays.
struct terms_change {
  std::optional<principal_kind> kind{};
  std::optional<std::string> person{};
  std::optional<merchant_scope> merchants{};
  std::optional<std::vector<grant>> grants{};
  friend bool operator==(const terms_change&, const terms_change&) = default;
};

/// visit(term, member of terms, member of terms_change), for each of them.
template <class Visit>
constexpr void each_term(Visit&& visit) {
  visit(term::kind, &terms::kind, &terms_change::kind);
  visit(term::person, &terms::person, &terms_change::person);
  visit(term::merchants, &terms::merchants, &terms_change::merchants);
  visit(term::grants, &terms::grants, &terms_change::grants);
}

/// "merchants": as in requests and answers.
struct term_row {
  term which;
  std::string_view name;
};
inline constexpr std::array<term_row, term_count> term_rows{{
    {term::kind, "kind"},
    {term::person, "person"},
    {term::merchants, "merchants"},
    {term::grants, "grants"},
}};
static_assert(is_indexed_by(term_rows, &term_row::which), "every term has a row");

/// Tells one HMAC key from another, and opens nothing.
using hmac_fingerprint = std::array<std::uint8_t, 8>;
/// What may be known of a key to all.
using known_half = std::variant<ed25519_public, hmac_fingerprint>;

struct known_key {
  key about;  ///< its kind is that of the half
  known_half half{};
  friend bool operator==(const known_key&, const known_key&) = default;
};

}  // namespace sluice::access
