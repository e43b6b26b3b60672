#pragma once
/// What the front desk and the edge go by, out of the register: not everybody who stands in it may
/// ask. Pure; the registrar publishes it whenever the register has changed.

#include <set>
#include <string_view>
#include <vector>

#include "domain/access/book.hpp"
#include "domain/access/state.hpp"

namespace sluice::access {

/// The persons of the file's operators: only the file can say that there is one. As long as the
/// state is.
[[nodiscard]] std::set<std::string_view> declared_persons(const state& s);

/// Without open merchants, of which the register knows nothing. An operator whose person the file
/// does not declare is not in it, nor is an HMAC key whose owner was made while the engine ran:
/// such a principal signs with Ed25519 alone.
[[nodiscard]] book book_of(const state& s);

/// A key whose signatures the edge checks.
struct checked_key {
  known_key key;
  bool is_operators = false;  ///< each of its nonces is good once
};
/// The keys of the book, good ones and others: of a revoked one its owner is told so.
[[nodiscard]] std::vector<checked_key> keys_in_force(const state& s, const book& says);

}  // namespace sluice::access
