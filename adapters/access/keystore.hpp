#pragma once
/// The file that holds what must stay secret about callers' keys, and the data keys under which
/// merchants' records are sealed; all of it sealed under the master key. It
/// lies outside the log and outside the data folder: a backup of the log opens nothing. Read at the
/// start of serve; changed by `sluice key` alone.
///
/// What the file says, in lines: "sluice-keystore-1", "installation ID", "check …" (whether it is
/// this master key at all), "sealed …" (AES-256-GCM over the keys; the lines before are bound to
/// it), "sum …" (SHA-256 of all before: whether a bit has flipped). Of an Ed25519 key only the
/// public half is kept: the engine can check its owner's words, and never make them.

#include <filesystem>
#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "adapters/access/signature.hpp"
#include "events/record_keys.hpp"

namespace sluice::access {

struct stored_key {
  key about;
  secret hmac{};  ///< 32 raw bytes; of an hmac_sha256 only
  ed25519_public public_half{};  ///< of an ed25519 only
};

struct keystore {
  std::string installation;  ///< 32 hexadecimal digits: to which data folder it belongs
  std::vector<stored_key> keys{};
  std::vector<data_key> data_keys{};  ///< no two with one id
};

enum class keystore_problem : std::uint8_t {
  missing,
  locked,  ///< sealed under another master key
  foreign,  ///< of another installation
  damaged,  ///< bits have flipped, or somebody has changed it
  failed,  ///< the file system says no
};
struct keystore_fault {
  keystore_problem kind;
  std::string why;  ///< a sentence
};

/// `installation`: to which it must belong; empty: to any.
[[nodiscard]] std::variant<keystore, keystore_fault> read_keystore(
    const std::filesystem::path& file, const secret& master, const std::string& installation);

/// Reads, changes and writes it; one after the other, also where several processes do. Where there
/// is none a new one is made for the installation (empty: a new one of its own). `change` says why
/// it does not want to; then, and after any other fault, nothing has changed.
[[nodiscard]] std::optional<std::string> change_keystore(
    const std::filesystem::path& file, const secret& master, const std::string& installation,
    const std::function<std::optional<std::string>(keystore&)>& change);

/// Empty: the folder has had no keystore yet.
[[nodiscard]] std::string installation_of(const std::filesystem::path& data_folder);
/// From now on the folder belongs to it. A sentence why not.
[[nodiscard]] std::optional<std::string> remember_installation(
    const std::filesystem::path& data_folder, const std::string& installation);

}  // namespace sluice::access
