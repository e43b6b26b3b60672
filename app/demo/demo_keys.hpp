#pragma once
/// The keys that the demo makes by itself beside its data folder DATA: DATA.keys, the keystore, and
/// the folder DATA.demo-keys with the master key and each principal's own half. Protects nothing,
/// because all of it lies in one place: it shows how it goes.

#include <filesystem>
#include <optional>
#include <string>

#include "adapters/config/configuration.hpp"

namespace sluice::demo {

/// For the principals of demo.toml, and m4's data key. Whatever is there already stays. Sets where
/// the master key is, and where `sluice req` finds the rest. A sentence why not.
[[nodiscard]] std::optional<std::string> prepare_keys(configuration& c);

/// What lies in that folder.
[[nodiscard]] std::filesystem::path service_key(const std::filesystem::path& folder);
[[nodiscard]] std::filesystem::path operator_key(const std::filesystem::path& folder);
/// Of another person, who agrees to what one alone may not do.
[[nodiscard]] std::filesystem::path second_operator_key(const std::filesystem::path& folder);
[[nodiscard]] std::filesystem::path master_key(const std::filesystem::path& folder);
[[nodiscard]] std::filesystem::path key_folder(const std::string& data_folder);

}  // namespace sluice::demo
