#pragma once
/// Who may ask, put together from the configuration and the keystore beside the data folder, and
/// the merchants' data keys, which are in the same keystore. Called at the start, when the log is
/// open; the result can be exchanged while the engine runs.

#include <filesystem>
#include <string>
#include <variant>

#include "actors/ports/observer.hpp"
#include "adapters/access/key_ring.hpp"
#include "adapters/config/configuration.hpp"
#include "events/record_keys.hpp"

namespace sluice::app {

struct access_given {
  access::book book;  ///< for the front desk
  access::key_ring ring;  ///< for the edge
  record_keys records{};  ///< under which merchants' records are sealed
};

/// Tells what people should know: open merchants, principals without a key, keys without a
/// principal. Otherwise a sentence: the keystore is missing where the file names one, or it is
/// locked, foreign or damaged; nothing has changed.
[[nodiscard]] std::variant<access_given, std::string> open_access(const configuration& c,
                                                                  observer& tells);

/// The configured one, or the one beside the data folder.
[[nodiscard]] std::filesystem::path keystore_file(const access_settings& from,
                                                  const std::string& data_folder);

}  // namespace sluice::app
