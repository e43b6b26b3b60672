#pragma once
/// Files that nobody else may read: whole, durable, or not there at all.

#include <filesystem>
#include <optional>
#include <string>
#include <variant>

#include "base/secret.hpp"

namespace sluice::access {

struct read_failed {
  bool is_missing = false;
  std::string why;  ///< a sentence
};

/// At most a mebibyte. Refused unless it is a plain file of this user's with no rights for others
/// (`checks_rights`): somebody else could read it, or have put it there.
[[nodiscard]] std::variant<secret, read_failed> read_private_file(const std::filesystem::path& file,
                                                                  bool checks_rights);

/// Mode 0600; under another name first, synced, then renamed: a crash leaves the old one or the new
/// one. `may_replace`: otherwise it must not be there. A sentence why not.
[[nodiscard]] std::optional<std::string> write_private_file(const std::filesystem::path& file,
                                                            const secret& text, bool may_replace);

/// From the kernel; `count` raw bytes.
[[nodiscard]] secret random_bytes(std::size_t count);

}  // namespace sluice::access
