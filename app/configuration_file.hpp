#pragma once
/// The configuration file of a running engine, to be read again: on pay.config.reload and SIGHUP.
/// With it, and also where the configuration is the embedded one, the keystore is read again: a key
/// that was revoked since opens nothing from then on, and a new data key seals what is new.

#include <memory>
#include <string>
#include <variant>

#include "actors/ports/configuration_port.hpp"
#include "actors/ports/observer.hpp"
#include "actors/ports/shared_record_keys.hpp"
#include "adapters/access/edge_keys.hpp"
#include "adapters/config/configuration.hpp"
#include "app/access.hpp"

namespace sluice::app {

class configuration_file final : public configuration_port {
 public:
  /// Who gets what is in the keystore.
  struct keepers {
    std::shared_ptr<access::edge_keys> secrets;
    std::shared_ptr<shared_record_keys> records;
  };
  /// `started_with`: what the file said at the start.
  configuration_file(const configuration& started_with, keepers who,
                     std::shared_ptr<observer> tells);

  std::variant<reading, fault> read() override;
  void taken_over() override;

 private:
  [[nodiscard]] std::variant<access_given, std::string> read_access(const configuration& fresh);
  [[nodiscard]] order::risk_rules rules_of(const configuration& fresh);

  const configuration started_;
  bool had_keystore_ = false;
  keepers keepers_;
  std::shared_ptr<observer> tells_;
  secret taken_over_;
  secret read_;  ///< and not taken over yet
  order::risk_rules risk_, read_risk_{};
  access::key_secrets read_secrets_{};
  record_keys read_records_{};
};

}  // namespace sluice::app
