#pragma once
/// Where secrets come from that a configuration file names and does not hold. "env:NAME" is a
/// variable of the process, "file:PATH" the bytes of a file (a path that is not absolute begins at
/// the configuration file), "simulated:NAME" a key of the simulated channels, which everybody
/// knows. Anything else is the secret itself.

#include <functional>
#include <optional>
#include <string>
#include <variant>

#include "base/secret.hpp"

namespace sluice {

/// Nothing: there is none of that name.
using text_lookup = std::function<std::optional<std::string>(const std::string& name)>;
[[nodiscard]] std::optional<std::string> process_environment(const std::string& name);

struct key_sources {
  text_lookup environment = process_environment;
  text_lookup simulated = [](const std::string&) { return std::nullopt; };
};

struct secret_fault {
  std::string what;
  std::string allowed;
};

/// `file`: of the configuration.
[[nodiscard]] std::variant<secret, secret_fault> find_secret(
    const std::string& written, const std::string& file, const key_sources& from);
[[nodiscard]] bool is_simulated(const std::string& written) noexcept;
/// "env:…" or "file:…": what stands in the file is no secret.
[[nodiscard]] bool is_kept_elsewhere(const std::string& written) noexcept;

}  // namespace sluice
