#pragma once
/// The text inside and around a keystore. Used by keystore.cpp only.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/access/keystore.hpp"

namespace sluice::access {

/// One line a key: id, kind, owner, from, until, revoked, and its secret or public half.
[[nodiscard]] secret text_of_keys(const std::vector<stored_key>& keys);
/// Nothing: it is no such text.
[[nodiscard]] std::optional<std::vector<stored_key>> keys_in(const secret& text);

/// As read from the file, before anything is opened.
struct envelope {
  std::string_view head;  ///< the lines that are bound to the sealed text
  std::string_view installation, check, sealed;
};
/// Nothing: a line is missing or the sum is another one.
[[nodiscard]] std::optional<envelope> envelope_in(std::string_view text);
[[nodiscard]] std::string head_of(std::string_view installation, std::string_view check);
/// With the sealed bytes and the sum behind it.
[[nodiscard]] std::string closed(const std::string& head, std::string_view sealed);

}  // namespace sluice::access
