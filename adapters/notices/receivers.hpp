#pragma once
/// All receivers of alarms that the configuration file names, each by its own way.
///
/// Who calls it: the notifier (actors/alarm/), through the port; made by the assembly.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "adapters/nats/connection.hpp"
#include "adapters/notices/line.hpp"
#include "adapters/notices/way.hpp"

namespace sluice::notices {

struct receivers_options {
  std::vector<named_way> ways{};
  std::string log{};  ///< which one it is: part of each letter's id
  std::shared_ptr<nats::connection> nats{};
  std::string prefix{};  ///< of the engine's subjects
};

class receivers final : public receiver_port {
 public:
  explicit receivers(receivers_options options);
  void send(const std::string& receiver, receiver_message what, on_answer heard) noexcept override;
  /// What is still on its way is answered as not delivered.
  void stop();

 private:
  const std::string log_;
  std::map<std::string, std::unique_ptr<line>> lines_{};  ///< never changes after the start
};

}  // namespace sluice::notices
