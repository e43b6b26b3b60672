#include "app/health_probe.hpp"

#include <future>
#include <memory>

#include "adapters/http/http_client.hpp"

namespace sluice::app {

std::optional<http_response> ask_over_http(const std::string& address, const std::string& path,
                                           millis limit) {
  http_client client;
  const auto answered = std::make_shared<std::promise<http_result>>();
  client.start({.base_url = "http://" + address,
                .request = {.method = "GET", .target = path},
                .timeout = limit},
               [answered](http_result result) { answered->set_value(std::move(result)); });
  auto said = answered->get_future().get();
  if (said.kind != http_result::outcome::answered) return std::nullopt;
  return std::move(said.response);
}

std::optional<std::string> health_of(const std::string& address, millis limit) {
  auto said = ask_over_http(address, "/healthz", limit);
  if (!said || said->status != 200) return std::nullopt;
  return std::move(said->body);
}

}  // namespace sluice::app
