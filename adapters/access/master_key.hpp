#pragma once
/// The key under which the keystore is sealed. It comes from outside the data folder and the
/// keystore, so that a copy of both opens nothing. Asked for by serve and by `sluice key`.

#include <functional>
#include <optional>
#include <string>
#include <variant>

#include "base/secret.hpp"

namespace sluice::access {

/// The first of: the file, where one is named; the credential "sluice-master-key" of systemd's
/// (systemd.exec(5), LoadCredential); the variable SLUICE_MASTER_KEY. 64 hexadecimal digits; 32 raw
/// bytes come back. A named file must be a plain one of ours with mode 0400 or 0600. Otherwise a
/// sentence: what is wrong, and what to do.
[[nodiscard]] std::variant<secret, std::string> find_master_key(
    const std::string& named_file,
    const std::function<std::optional<std::string>(const std::string& name)>& environment);

/// A fresh one into a file that does not exist yet, with mode 0600. A sentence why not.
[[nodiscard]] std::optional<std::string> make_master_key(const std::string& file);

}  // namespace sluice::access
