#pragma once
/// What the configuration and the keystore beside the data folder say of who may ask, put together,
/// and the merchants' data keys, which are in the same keystore. Called at the start, when the log
/// is open, and when they are read again; what of it becomes so, the registrar says
/// (actors/access/registrar_actor.hpp).

#include <filesystem>
#include <string>
#include <variant>

#include "actors/ports/observer.hpp"
#include "adapters/access/edge_keys.hpp"
#include "adapters/config/configuration.hpp"
#include "domain/access/command.hpp"
#include "events/record_keys.hpp"

namespace sluice::app {

struct access_given {
  access::take_over declared;  ///< for the registrar
  access::key_secrets secrets;  ///< for the edge
  record_keys records{};  ///< under which merchants' records are sealed
};

/// Tells people of open merchants. Otherwise a sentence: the keystore is missing where the file
/// names one, or it is locked, foreign or damaged, or there is more than there is room for; nothing
/// has changed.
[[nodiscard]] std::variant<access_given, std::string> open_access(const configuration& c,
                                                                  observer& tells);

/// The configured one, or the one beside the data folder.
[[nodiscard]] std::filesystem::path keystore_file(const access_settings& from,
                                                  const std::string& data_folder);

}  // namespace sluice::app
