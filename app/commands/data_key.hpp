#pragma once
/// What `sluice key` does with merchants' data keys, which nobody signs with and nobody is handed:
/// under them the private part of records is sealed. Called by key.cpp only.

#include <optional>
#include <string>

#include "adapters/access/keystore.hpp"

namespace sluice::app {

/// A keystore, and what opens it.
struct keystore_at {
  std::filesystem::path file;
  secret master{};
  std::string installation{};  ///< to which it must belong; empty: to any
};

/// The first one of a merchant. The exit status.
[[nodiscard]] int make_first_data_key(const keystore_at& where, const std::string& merchant);
/// Makes the one that seals from now on; the old one goes on opening what it sealed. The exit
/// status; nothing: no data key has this id.
[[nodiscard]] std::optional<int> rotate_data_key(const keystore_at& where, const std::string& id);

[[nodiscard]] const data_key* find_data_key(const access::keystore& in, const std::string& id);
/// A line each: id, kind, merchant, fingerprint, since when, and what it is for.
void list_data_keys(const access::keystore& all);

}  // namespace sluice::app
