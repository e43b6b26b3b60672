#include "adapters/channels/http_channel.hpp"

#include <exception>
#include <utility>

#include "adapters/channels/answers.hpp"

namespace sluice {
namespace {

/// Nothing left this process, through no fault of the channel: proof for a payment, no news for
/// anything else.
channel_answer nothing_was_sent(const channel_call& call, std::string why) {
  if (call.what != operation::pay) return cannot_tell(call, std::move(why));
  return order::attempt_report{
      .attempt = call.attempt,
      .from = order::source::engine,
      .found = order::finding::not_sent,
      .code = std::move(why),
      .whose = fault::program};
}

/// Two copies of these on the wire are what the numbers in them guard against; better not to need
/// the guard.
bool moves_money(operation what) noexcept {
  return what == operation::pay || what == operation::refund;
}

}  // namespace

http_channel::http_channel(std::string base_url, std::shared_ptr<const dialect> speaks,
                           http_client& client, random_port& chance)
    : base_url_(std::move(base_url)),
      speaks_(std::move(speaks)),
      client_(client),
      chance_(chance) {}

void http_channel::start(channel_call call, on_answer done) {
  std::optional<http_request> request;
  try {
    request = speaks_->assemble(call, {.now = call.at, .chance = chance_.next()});
  } catch (const std::exception&) {
    // The text is not passed on: it could quote what it could not write.
    return done(nothing_was_sent(call, "not_assembled"));
  }
  if (!request) return done(nothing_was_sent(call, "no_such_operation"));
  http_call out{.base_url = base_url_,
                .request = std::move(*request),
                .timeout = call.timeout,
                .once = moves_money(call.what),
                .watch = watch_};
  call.payment_code = {};  // it is in the request now and nowhere else
  client_.start(
      std::move(out), [speaks = speaks_, call = std::move(call), done = std::move(done)](
                          http_result result) { done(speaks->understand(call, result)); });
}

}  // namespace sluice
