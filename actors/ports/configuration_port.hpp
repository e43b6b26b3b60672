#pragma once
/// The configuration file, as the engine needs it while it runs. Implemented over adapters/config
/// by app/, and by tests.

#include <string>
#include <variant>
#include <vector>

#include "actors/engine/settings.hpp"
#include "domain/access/command.hpp"
#include "domain/order/risk_rules.hpp"

namespace sluice {

class configuration_port {
 public:
  /// What the file says now. Nothing of it has been taken over yet.
  struct reading {
    std::string file;
    std::vector<channel_settings> channels;
    std::vector<merchant_settings> merchants;
    routing::rulebook routing;
    merchant::level_rules level_rules;
    order::risk_rules risk{};
    access::take_over access;  ///< what it and the keystore say of who may ask
    /// Keys that say otherwise than when the file was last taken over.
    std::vector<std::string> changed;
    std::vector<std::string> needs_restart;  ///< those that cannot be taken over while it runs
  };
  /// The file is wrong: nothing of it may be taken over. file:line:column and why, for people.
  struct fault {
    std::string why;
  };
  virtual ~configuration_port() = default;
  /// Reads it. Blocks for as long as the disk does; called by one thread at a time.
  [[nodiscard]] virtual std::variant<reading, fault> read() = 0;
  /// What was read last is durable: the next reading is compared with it.
  virtual void taken_over() = 0;
};

}  // namespace sluice
