#pragma once
/// The configuration file of a running engine, to be read again: on pay.config.reload and SIGHUP.
/// With it, and also where the configuration is the embedded one, the keystore is read again: a key
/// that was revoked since opens nothing from then on.

#include <memory>
#include <string>
#include <variant>

#include "actors/ports/configuration_port.hpp"
#include "actors/ports/observer.hpp"
#include "adapters/access/edge_keys.hpp"
#include "adapters/config/configuration.hpp"
#include "app/access.hpp"

namespace sluice::app {

class configuration_file final : public configuration_port {
 public:
  /// `started_with`: what the file said at the start. `keys` gets the keystore's secrets.
  configuration_file(const configuration& started_with, std::shared_ptr<access::edge_keys> keys,
                     std::shared_ptr<observer> tells);

  std::variant<reading, fault> read() override;
  void taken_over() override;

 private:
  [[nodiscard]] std::variant<access_given, std::string> read_access(const configuration& fresh);

  const configuration started_;
  bool had_keystore_ = false;
  std::shared_ptr<access::edge_keys> keys_;
  std::shared_ptr<observer> tells_;
  secret taken_over_;
  secret read_;  ///< and not taken over yet
  access::key_secrets read_secrets_{};
};

}  // namespace sluice::app
