#include "app/health_probe.hpp"

#include <future>
#include <memory>

#include "adapters/http/http_client.hpp"

namespace sluice::app {

std::optional<std::string> health_of(const std::string& address, millis limit) {
  http_client client;
  const auto answered = std::make_shared<std::promise<http_result>>();
  client.start({.base_url = "http://" + address,
                .request = {.method = "GET", .target = "/healthz"},
                .timeout = limit},
               [answered](http_result result) { answered->set_value(std::move(result)); });
  auto said = answered->get_future().get();
  const bool healthy = said.kind == http_result::outcome::answered && said.response.status == 200;
  if (!healthy) return std::nullopt;
  return std::move(said.response.body);
}

}  // namespace sluice::app
