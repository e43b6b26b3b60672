#include "app/demo/demo_ports.hpp"

#include "adapters/config/configuration.hpp"
#include "base/invariant.hpp"

namespace sluice::demo {

std::string loopback_address(std::uint16_t port) { return "127.0.0.1:" + std::to_string(port); }

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  auto at = text.find(from);
  SLUICE_INVARIANT(at != std::string::npos);
  for (; at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

std::string demo_configuration_on(demo_ports ports) {
  constexpr demo_ports usual;
  std::string text{demo_configuration()};
  replace_all(text, loopback_address(usual.channels), loopback_address(ports.channels));
  replace_all(text, loopback_address(usual.notifications), loopback_address(ports.notifications));
  replace_all(text, '"' + loopback_address(usual.metrics) + '"',
              '"' + loopback_address(ports.metrics) + '"');
  return text;
}

}  // namespace sluice::demo
