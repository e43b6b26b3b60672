#include "app/channel_talk.hpp"

#include <future>
#include <utility>

#include "adapters/channels/dialects.hpp"
#include "adapters/channels/key_fetching.hpp"
#include "adapters/packing/inflate.hpp"
#include "adapters/system/machine_clock.hpp"
#include "adapters/system/system_random.hpp"
#include "base/invariant.hpp"

namespace sluice::app {
namespace {

std::shared_ptr<const dialect> dialect_for(const channel_access& with) {
  auto made = find_dialect(with.dialect)->make(with.account);
  SLUICE_INVARIANT(std::holds_alternative<std::unique_ptr<dialect>>(made));
  return std::get<std::unique_ptr<dialect>>(std::move(made));
}

}  // namespace

moment this_moment() { return {.now = machine_clock().wall(), .chance = system_random().next()}; }

channel_talk::channel_talk(const channel_access& with)
    : with_(&with),
      speaks_(dialect_for(with)),
      client_({.max_body_bytes = packing::largest_bill, .exit_address = with.exit_address}) {}

http_result channel_talk::call(http_call what) {
  std::promise<http_result> promise;
  auto answer = promise.get_future();
  client_.start(std::move(what), [&](http_result result) { promise.set_value(std::move(result)); });
  return answer.get();
}

http_result channel_talk::ask(const std::string& base_url, const question& what) {
  const auto once = [&] {
    return call({.base_url = base_url,
                 .request = what(*speaks_, this_moment()),
                 .timeout = longest_answer,
                 .tls = with_->tls});
  };
  auto said = once();
  return learnt_key_of(said) ? once() : said;
}

bool channel_talk::learnt_key_of(const http_result& said) {
  const auto* const keys = speaks_->fetches_keys();
  if (keys == nullptr || said.kind != http_result::outcome::answered) return false;
  const auto named = keys->unknown_key_of(said.response, this_moment().now);
  auto request = named.empty() ? std::nullopt : keys->key_request(named, this_moment());
  if (!request) return false;
  const auto answer =
      call({.base_url = with_->base_url,
            .request = *std::move(request),
            .timeout = longest_answer,
            .tls = with_->tls});
  auto brought = keys->keys_from(named, answer, this_moment().now);
  auto* const next = std::get_if<std::shared_ptr<const dialect>>(&brought);
  if (next == nullptr) return false;
  speaks_ = std::move(*next);
  return true;
}

}  // namespace sluice::app
