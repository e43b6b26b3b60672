#include "adapters/access/master_key.hpp"

#include <string_view>

#include "adapters/access/private_file.hpp"
#include "base/hex.hpp"

namespace sluice::access {
namespace {

constexpr std::size_t key_size = 32;

std::variant<secret, std::string> key_in(std::string_view text, const std::string& where) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  const auto bytes = bytes_from_hex<key_size>(text);
  if (!bytes)
    return where +
           " is not a master key: 64 lower-case hexadecimal digits, such as `openssl rand "
           "-hex 32` makes";
  return secret(std::string(bytes->begin(), bytes->end()));
}

std::variant<secret, std::string> key_in_file(const std::string& file, bool checks_rights) {
  const auto read = read_private_file(file, checks_rights);
  if (const auto* no = std::get_if<read_failed>(&read)) return "the master key: " + no->why;
  return key_in(std::get<secret>(read).reveal(), file);
}

}  // namespace

std::variant<secret, std::string> find_master_key(
    const std::string& named_file,
    const std::function<std::optional<std::string>(const std::string& name)>& environment) {
  if (!named_file.empty()) return key_in_file(named_file, true);
  if (const auto folder = environment("CREDENTIALS_DIRECTORY")) {
    const auto file = *folder + "/sluice-master-key";
    // Its rights are systemd's: root owns it, and it is mounted for this service alone.
    const auto read = read_private_file(file, false);
    if (std::holds_alternative<secret>(read)) return key_in_file(file, false);
    if (!std::get<read_failed>(read).is_missing)
      return "the master key: " + std::get<read_failed>(read).why;
  }
  if (const auto text = environment("SLUICE_MASTER_KEY"))
    return key_in(*text, "the variable SLUICE_MASTER_KEY");
  return std::string(
      "there is no master key to open the keystore with: name a file in [access] master_key_file, "
      "or give the credential sluice-master-key, or set SLUICE_MASTER_KEY");
}

std::optional<std::string> make_master_key(const std::string& file) {
  const auto bytes = random_bytes(key_size);
  const auto& raw = bytes.reveal();
  return write_private_file(
      file, secret(hex(reinterpret_cast<const std::uint8_t*>(raw.data()), raw.size()) + '\n'),
      false);
}

}  // namespace sluice::access
