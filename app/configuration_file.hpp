#pragma once
/// The configuration file of a running engine, to be read again: on pay.config.reload and SIGHUP.
/// With it, and also where the configuration is the embedded one, the keystore is read again: a key
/// that was revoked since opens nothing from then on, and a new data key seals what is new.

#include <memory>
#include <optional>

#include "actors/ports/configuration_port.hpp"
#include "actors/ports/observer.hpp"
#include "actors/ports/shared_book.hpp"
#include "actors/ports/shared_record_keys.hpp"
#include "adapters/access/verifier.hpp"
#include "adapters/config/configuration.hpp"
#include "app/access.hpp"

namespace sluice::app {

class configuration_file final : public configuration_port {
 public:
  /// Those who say who may ask, and those who seal records.
  struct doorkeepers {
    std::shared_ptr<shared_book> book;
    std::shared_ptr<access::verifier> signatures;
    std::shared_ptr<shared_record_keys> records;
  };
  /// `started_with`: what the file said at the start.
  configuration_file(const configuration& started_with, doorkeepers who,
                     std::shared_ptr<observer> tells);

  std::variant<reading, fault> read() override;
  void taken_over() override;

 private:
  [[nodiscard]] std::optional<std::string> read_access(const configuration& fresh);

  const configuration started_;
  bool had_keystore_ = false;
  doorkeepers doorkeepers_;
  std::shared_ptr<observer> tells_;
  secret taken_over_;
  secret read_;  ///< and not taken over yet
  std::optional<access_given> read_access_{};
};

}  // namespace sluice::app
