#include "app/demo/known_secrets.hpp"

#include "sim/providers/simulated_keys.hpp"

namespace sluice::demo {

key_sources known_secrets() {
  return {.simulated = [](const std::string& name) -> std::optional<std::string> {
    const auto found = sim::simulated_key(name);
    return found ? std::optional<std::string>(*found) : std::nullopt;
  }};
}

}  // namespace sluice::demo
