#pragma once
/// The configuration file of a running engine, to be read again: on pay.config.reload and SIGHUP.

#include "actors/ports/configuration_port.hpp"
#include "adapters/config/configuration.hpp"

namespace sluice::app {

class configuration_file final : public configuration_port {
 public:
  /// `started_with`: what the file said at the start.
  explicit configuration_file(const configuration& started_with);

  std::variant<reading, fault> read() override;
  void taken_over() override;

 private:
  std::string path_;
  secret started_with_;
  secret taken_over_;
  secret read_;  ///< and not taken over yet
};

}  // namespace sluice::app
