#pragma once
/// The text inside and around a keystore. Used by keystore.cpp only.

#include <optional>
#include <string>
#include <string_view>

#include "adapters/access/keystore.hpp"

namespace sluice::access {

/// One line a key: id, kind, owner, from, until, revoked, and its secret or public half. A data
/// key's kind is "data_key", its owner a merchant; it is never revoked.
[[nodiscard]] secret text_of_keys(const keystore& all);
/// All but the installation, which is told outside. Nothing: it is no such text.
[[nodiscard]] std::optional<keystore> keystore_in(const secret& text);

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
