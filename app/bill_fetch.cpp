#include "app/bill_fetch.hpp"

#include <future>
#include <memory>
#include <utility>

#include "adapters/channels/dialects.hpp"
#include "adapters/channels/key_fetching.hpp"
#include "adapters/packing/inflate.hpp"
#include "adapters/system/machine_clock.hpp"
#include "adapters/system/system_random.hpp"
#include "base/invariant.hpp"

namespace sluice::app {
namespace {

/// A large bill takes its time.
constexpr millis longest_answer{120'000};

http_result answer_to(http_client& client, http_call call) {
  std::promise<http_result> promise;
  auto answer = promise.get_future();
  client.start(std::move(call), [&](http_result result) { promise.set_value(std::move(result)); });
  return answer.get();
}

moment this_moment() { return {.now = machine_clock().wall(), .chance = system_random().next()}; }

/// Where no other host was named, our certificate is shown as in any call.
http_call call_of(const bill_link& link, const channel_access& from) {
  const bool is_channels_own = link.base_url.empty();
  return {.base_url = is_channels_own ? from.base_url : link.base_url,
          .request = link.request,
          .timeout = longest_answer,
          .tls = is_channels_own ? from.tls : nullptr};
}

/// An answer may be signed with a key that is not known yet: the channel gives it away.
std::shared_ptr<const dialect> knowing_the_key_of(const http_result& said,
                                                  std::shared_ptr<const dialect> speaks,
                                                  http_client& client, const channel_access& from) {
  const auto* const keys = speaks->fetches_keys();
  if (keys == nullptr || said.kind != http_result::outcome::answered) return speaks;
  const auto named = keys->unknown_key_of(said.response, this_moment().now);
  auto request = named.empty() ? std::nullopt : keys->key_request(named, this_moment());
  if (!request) return speaks;
  const auto answer = answer_to(
      client, {.base_url = from.base_url,
               .request = *std::move(request),
               .timeout = longest_answer,
               .tls = from.tls});
  auto brought = keys->keys_from(named, answer, this_moment().now);
  auto* const next = std::get_if<std::shared_ptr<const dialect>>(&brought);
  return next == nullptr ? speaks : std::move(*next);
}

}  // namespace

heard_bill fetch_bill(const channel_access& from, bill_day day) {
  auto made = find_dialect(from.dialect)->make(from.account);
  SLUICE_INVARIANT(std::holds_alternative<std::unique_ptr<dialect>>(made));
  std::shared_ptr<const dialect> speaks = std::get<std::unique_ptr<dialect>>(std::move(made));
  http_client client({.max_body_bytes = packing::largest_bill, .exit_address = from.exit_address});
  const auto ask = [&] {
    auto request = speaks->assemble_bill(day, this_moment());
    SLUICE_INVARIANT(request.has_value());
    return answer_to(client, {.base_url = speaks->bill_base_url(from.base_url),
                              .request = *std::move(request),
                              .timeout = longest_answer,
                              .tls = from.tls});
  };
  auto said = ask();
  if (auto next = knowing_the_key_of(said, speaks, client, from); next != speaks) {
    speaks = std::move(next);
    said = ask();
  }
  auto heard = speaks->understand_bill(day, said, this_moment());
  const auto* const link = std::get_if<bill_link>(&heard);
  if (link == nullptr) return heard;
  return bill_behind(*link, answer_to(client, call_of(*link, from)));
}

}  // namespace sluice::app
