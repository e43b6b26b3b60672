#include "adapters/webhooks/webhook_sender.hpp"

#include <algorithm>
#include <utility>

#include "adapters/webhooks/body.hpp"
#include "adapters/webhooks/retry_after.hpp"

namespace sluice::webhooks {
namespace {

/// Nobody reads what an endpoint answers; its status is all.
constexpr std::size_t longest_answer = 64U << 10;
constexpr millis connect_limit{5'000};

bool has_status(http_result::outcome kind) {
  return kind == http_result::outcome::answered || kind == http_result::outcome::too_large;
}

}  // namespace

webhook_sender::webhook_sender(sender_options options, std::shared_ptr<clock_port> clock,
                               std::shared_ptr<observer> tells)
    : allow_private_addresses_(options.allow_private_addresses),
      log_(std::move(options.log)),
      partition_(options.partition),
      timeout_(options.timeout),
      clock_(std::move(clock)),
      tells_(std::move(tells)),
      // Many endpoints may be behind one host: none waits for the others.
      client_({.connections_per_host = std::max(connections_to(options.endpoints), 1U),
               .max_body_bytes = longest_answer,
               .connect_timeout = std::min(connect_limit, timeout_)}) {
  for (auto& one : options.endpoints) lines_[one.id].to = std::move(one);
}

void webhook_sender::send(webhook_message what, on_answer heard) noexcept {
  const auto known = lines_.find(what.to);
  if (known == lines_.end()) return heard({.what = webhook::outcome::silent});
  auto& to = known->second;
  client_.start(call_to(to.to, what), [this, &to, heard = std::move(heard)](http_result result) {
    heard(read(result, to));
  });
}

void webhook_sender::stop() { client_.stop(); }

http_call webhook_sender::call_to(const endpoint& to, const webhook_message& what) const {
  auto body = body_of(what);
  auto headers = signed_headers(
      delivery_id(log_, partition_, what.position, what.to), clock_->machine_time(), body, to.keys);
  headers.add("content-type", "application/json");
  headers.add("user-agent", "Sluice-Webhooks");
  return {.base_url = to.url,
          .request = {.method = "POST",
                      .target = "",
                      .headers = std::move(headers),
                      .body = std::move(body)},
          .timeout = timeout_,
          .public_addresses_only = !allow_private_addresses_};
}

webhook::answer webhook_sender::read(const http_result& result, line& from) const {
  if (!has_status(result.kind)) {
    if (!result.refused_address.empty()) tell_refused(result, from);
    return {.what = webhook::outcome::silent};
  }
  from.is_told = false;
  const auto status = result.response.status;
  webhook::answer out{.what = webhook::outcome_of(status), .status = status};
  if (const auto later = result.response.headers.find("retry-after"))
    out.retry_after = retry_after_of(std::string(*later), clock_->machine_time());
  return out;
}

/// Once, until it answers: it is tried again for days.
void webhook_sender::tell_refused(const http_result& result, line& from) const {
  if (from.is_told.exchange(true)) return;
  tells_->tell(
      {.level = severity::warning,
       .event = "webhook_address_refused",
       .message = "The name in the endpoint's URL leads to an address that is not public: nothing "
                  "is sent there. It is tried again like one that is silent.",
       .fields = {{"endpoint", to_string(from.to.id)}, {"address", result.refused_address}}});
}

}  // namespace sluice::webhooks
