#include "adapters/notices/http_receiver.hpp"

#include <algorithm>
#include <utility>

#include "base/invariant.hpp"

namespace sluice::notices {
namespace {

receiver_answer read(const http_result& result) {
  using outcome = http_result::outcome;
  switch (result.kind) {
    case outcome::answered: break;
    case outcome::timed_out: return {.why = "did not answer in time"};
    case outcome::not_connected: return {.why = "takes no connection"};
    case outcome::cut_off: return {.why = "cannot be reached, or broke off"};
    case outcome::too_large:
      return {.why = "answers with more than " + std::to_string(longest_answer >> 10U) +
                     " KiB, which nobody reads; a receiver's answer is its status"};
    case outcome::stopped: return {.why = "was not told: the engine ends"};
  }
  const auto status = result.response.status;
  if (status / 100 == 2) return {.is_delivered = true};
  const auto said = " (HTTP " + std::to_string(status) + ')';
  if (status / 100 == 3)
    return {.why = "redirects, and a receiver must not; put where it leads into the file" + said};
  return {.why = "refuses the notice" + said};
}

}  // namespace

http_receiver::http_receiver(http_way to, millis limit)
    : to_(std::move(to)),
      limit_(limit),
      client_({.connections_per_host = 1,
               .max_body_bytes = longest_answer,
               .connect_timeout = std::min(patience_to_connect, limit)}) {}

void http_receiver::send(letter what, receiver_port::on_answer heard) noexcept {
  http_headers headers{{"content-type", "application/json"}, {"user-agent", "Sluice-Alarms"}};
  if (!to_.bearer.empty()) headers.add("authorization", "Bearer " + to_.bearer.reveal());
  client_.start(
      {.base_url = to_.url.reveal(),
       .request = {.method = "POST",
                   .target = "",
                   .headers = std::move(headers),
                   .body = std::move(what.json)},
       .timeout = limit_},
      [heard = std::move(heard)](const http_result& result) { heard(read(result)); });
}

void http_receiver::stop() noexcept { client_.stop(); }

}  // namespace sluice::notices
