#include "adapters/metrics/metrics_listener.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace sluice::metrics {
namespace {

/// Few ask, and they ask little: nobody else's connections and memory are theirs.
constexpr http_server_limits few_who_ask_little{
    .body_bytes = 1024, .connections = 64, .connections_per_peer = 32};

using sources = metrics_listener::sources;

http_response plain(int status, std::string body, std::string type = "text/plain; charset=utf-8") {
  return {.status = status,
          .headers = {{"Content-Type", std::move(type)}, {"Cache-Control", "no-store"}},
          .body = std::move(body)};
}

http_response tell_metrics(const sources& from) {
  return plain(200, from.metrics(), "text/plain; version=0.0.4; charset=utf-8");
}

http_response tell_live(const sources&) { return plain(200, "alive\n"); }

http_response tell_ready(const sources& from) {
  const auto all = from.checks();
  return plain(all_are_well(all) ? 200 : 503, to_json(all), "application/json");
}

struct place {
  std::string_view path;
  http_response (*tell)(const sources& from);
};
constexpr std::array places{place{"/metrics", tell_metrics}, place{"/livez", tell_live},
                            place{"/readyz", tell_ready}, place{"/healthz", tell_ready}};

}  // namespace

http_response answer_to(const http_request& asked, const sources& from) {
  const auto path = std::string_view(asked.target).substr(0, asked.target.find('?'));
  const auto* at = std::ranges::find(places, path, &place::path);
  if (at == places.end()) return plain(404, "there are /metrics, /livez, /readyz and /healthz\n");
  if (asked.method != "GET") {
    auto refused = plain(405, "GET only\n");
    refused.headers.add("Allow", "GET");
    return refused;
  }
  return at->tell(from);
}

metrics_listener::metrics_listener(const std::string& listen_address, sources from)
    : server_(
          listen_address,
          [from = std::move(from)](const http_request& asked, const http_server::respond& respond) {
            respond(answer_to(asked, from));
          },
          few_who_ask_little) {}

}  // namespace sluice::metrics
