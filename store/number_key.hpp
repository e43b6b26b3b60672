#pragma once
/// The key beside the log from which numbers at channels are derived (domain/channel_numbers.hpp).
/// Whoever puts a folder back puts its key back, and asks under the same numbers again.

#include <filesystem>
#include <optional>
#include <variant>

#include "base/keyed_hash.hpp"
#include "store/open_error.hpp"

namespace sluice::store {

struct number_key {
  hash_key key;
  bool made_now = false;
};

/// Called by the one who writes the log in this folder, once it is open. `fresh`: becomes the key
/// where there is none yet; durable before it is returned. Without one a missing key is refused.
[[nodiscard]] std::variant<number_key, open_error> open_number_key(
    const std::filesystem::path& folder, const std::optional<hash_key>& fresh);

}  // namespace sluice::store
