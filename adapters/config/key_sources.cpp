#include "adapters/config/key_sources.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string_view>

namespace sluice {
namespace {

constexpr std::string_view in_environment = "env:";
constexpr std::string_view in_file = "file:";
constexpr std::string_view of_simulation = "simulated:";

/// What comes after the scheme. Nothing: another scheme, or none.
std::optional<std::string> after(std::string_view scheme, const std::string& written) {
  if (written.compare(0, scheme.size(), scheme) != 0) return std::nullopt;
  return written.substr(scheme.size());
}

/// An editor ends the line of a password; the line end is no part of it. What has several lines, or
/// bytes that are no text, is taken as it is.
std::string without_line_end(std::string bytes) {
  const auto is_text = [](char c) { return c >= ' ' && c <= '~'; };
  const auto end = std::find_if_not(bytes.begin(), bytes.end(), is_text);
  const auto rest = std::string_view(bytes).substr(static_cast<std::size_t>(end - bytes.begin()));
  if (rest == "\n" || rest == "\r\n") bytes.erase(end, bytes.end());
  return bytes;
}

std::optional<std::string> bytes_of(const std::filesystem::path& path) {
  const std::ifstream in(path, std::ios::binary);
  std::ostringstream bytes;
  if (in) bytes << in.rdbuf();
  if (!in || !bytes) return std::nullopt;
  return without_line_end(bytes.str());
}

std::variant<secret, secret_fault> unless_empty(std::optional<std::string> found,
                                                secret_fault otherwise) {
  if (found && !found->empty()) return secret(*std::move(found));
  return otherwise;
}

}  // namespace

std::optional<std::string> process_environment(const std::string& name) {
  const char* const value = std::getenv(name.c_str());
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

std::variant<secret, secret_fault> find_secret(const std::string& written, const std::string& file,
                                               const key_sources& from) {
  if (const auto name = after(in_environment, written))
    return unless_empty(from.environment(*name),
                        {"the environment variable \"" + *name + "\" is not set or is empty",
                         "\"env:NAME\" with a variable that is set when sluice starts"});
  if (const auto path = after(in_file, written))
    return unless_empty(
        bytes_of(std::filesystem::path(file).parent_path() / *path),
        {"the file \"" + *path + "\" cannot be read or is empty",
         "\"file:PATH\" with a file that sluice may read; the path begins at this configuration"});
  if (const auto name = after(of_simulation, written))
    return unless_empty(
        from.simulated(*name), {"the simulated channels have no key \"" + *name + '"',
                                "a name as in `sluice config example --demo`"});
  return secret(written);
}

bool is_simulated(const std::string& written) noexcept {
  return written.compare(0, of_simulation.size(), of_simulation) == 0;
}

bool is_kept_elsewhere(const std::string& written) noexcept {
  return written.starts_with(in_environment) || written.starts_with(in_file);
}

}  // namespace sluice
