#pragma once
/// The embedded demo configuration on other ports than its usual ones, so that two looks can be had
/// on one machine.

#include <cstdint>
#include <string>

namespace sluice::demo {

/// Where the engine tells metrics when it chooses for itself and nobody else listens there.
inline constexpr std::uint16_t usual_metrics_port = 18'903;

/// As they stand in demo.toml.
struct demo_ports {
  std::uint16_t channels = 18'901;
  std::uint16_t notifications = 18'902;
  std::uint16_t metrics = 0;  ///< one that is free
};

[[nodiscard]] std::string demo_configuration_on(demo_ports ports);

[[nodiscard]] std::string loopback_address(std::uint16_t port);
/// Everywhere. Precondition: it is there.
void replace_all(std::string& text, const std::string& from, const std::string& to);

}  // namespace sluice::demo
