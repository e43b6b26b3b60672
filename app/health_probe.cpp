#include "app/health_probe.hpp"

#include <future>
#include <thread>

#include "adapters/http/http_client.hpp"

namespace sluice::app {
namespace {

bool ask(http_client& client, const std::string& address, millis limit) {
  const auto answered = std::make_shared<std::promise<bool>>();
  auto answer = answered->get_future();
  client.start({.base_url = "http://" + address,
                .request = {.method = "GET", .target = "/healthz"},
                .timeout = limit},
               [answered](const http_result& result) {
                 answered->set_value(result.kind == http_result::outcome::answered &&
                                     result.response.status == 200);
               });
  return answer.get();
}

}  // namespace

bool is_healthy(const std::string& address, millis limit) {
  http_client client;
  return ask(client, address, limit);
}

bool becomes_healthy(const std::string& address, millis limit) {
  constexpr millis one_try{500};
  constexpr millis pause{20};
  http_client client;
  const auto until = std::chrono::steady_clock::now() + limit;
  while (std::chrono::steady_clock::now() < until) {
    if (ask(client, address, one_try)) return true;
    std::this_thread::sleep_for(pause);
  }
  return false;
}

}  // namespace sluice::app
