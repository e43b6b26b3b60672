#include "adapters/channels/http_channel.hpp"

#include <chrono>
#include <exception>
#include <utility>

#include "adapters/channels/answers.hpp"
#include "base/invariant.hpp"
#include "base/overloaded.hpp"

namespace sluice {
namespace {

using steady = std::chrono::steady_clock;

/// Nothing left this process, through no fault of the channel: proof for a payment or the offer of
/// an agreement, no news for anything else.
channel_answer nothing_was_sent(const channel_call& call, std::string why) {
  if (call.what == operation::offer_agreement)
    return agreement::report{.found = agreement::finding::refused,
                             .from = agreement::source::engine,
                             .code = std::move(why)};
  if (!is_payment(call.what)) return cannot_tell(call, std::move(why));
  return order::attempt_report{
      .attempt = call.attempt,
      .from = order::source::engine,
      .found = order::finding::not_sent,
      .code = std::move(why),
      .whose = fault::program};
}

/// Two copies of these on the wire are what the numbers in them guard against; better not to need
/// the guard.
bool moves_money(operation what) noexcept { return is_payment(what) || what == operation::refund; }

/// A look may be repeated as one likes; of what moves money nothing must have been sent.
bool may_try_elsewhere(operation what, const http_result& result) noexcept {
  using outcome = http_result::outcome;
  return result.kind == outcome::not_connected ||
         (result.kind == outcome::cut_off && !moves_money(what));
}

/// The channel is not called for these: the payer's browser or app does it.
channel_answer payer_acts(const channel_call& call, payer_action action) {
  if (call.what == operation::offer_agreement)
    return agreement::report{
        .found = agreement::finding::payer_asked,
        .from = agreement::source::engine,
        .code = "payer_action",
        .action = std::move(action)};
  SLUICE_INVARIANT(call.what == operation::pay);
  return order::attempt_report{
      .attempt = call.attempt,
      .from = order::source::engine,
      .found = order::finding::payer_paying,
      .code = "payer_action",
      .action = std::move(action)};
}

}  // namespace

/// Lives as long as a call is on its way.
struct http_channel::inside {
  channel_line line;
  dialect_in_use speaks;
  channel_means means;
  signing_pool::share share;
  std::shared_ptr<connection_watch> watch{};

  struct journey {
    std::shared_ptr<inside> by;
    channel_call call;
    on_answer done;
    steady::time_point since = steady::now();
    http_request request{};  ///< kept where there is another way

    [[nodiscard]] millis left() const {
      return call.timeout - std::chrono::duration_cast<millis>(steady::now() - since);
    }
    void end(channel_answer said) {
      const auto how = outcome_of(said);
      end(how, std::move(said));
    }
    void end_unsent(std::string why) {
      end(call_outcome::not_sent, nothing_was_sent(call, std::move(why)));
    }

   private:
    void end(call_outcome how, channel_answer said) {
      if (const auto& counts = by->means.counts)
        counts->count(call.what, how, steady::now() - since);
      done(std::move(said));
    }
  };
  using journey_ptr = std::shared_ptr<journey>;

  static void assemble(const journey_ptr& j) {
    const auto& me = *j->by;
    assembled out;
    try {
      out =
          me.speaks.now()->assemble(j->call, {.now = j->call.at, .chance = me.means.chance.next()});
    } catch (const std::exception&) {
      // The text is not passed on: it could quote what it could not write.
      return j->end_unsent("not_assembled");
    }
    j->call.payment_code = {};  // they are in the request now and nowhere else
    j->call.code = {};
    if (j->left() <= millis{0}) return j->end_unsent("not_assembled_in_time");
    std::visit(
        overloaded{[&](no_such_operation) { j->end_unsent("no_such_operation"); },
                   [&](payer_action& action) { j->end(payer_acts(j->call, std::move(action))); },
                   [&](http_request& request) { execute(j, std::move(request)); }},
        out);
  }

  static void execute(const journey_ptr& j, http_request request) {
    const auto& me = *j->by;
    if (me.means.messages != nullptr && !is_about_agreement(j->call.what)) tell(*j, request);
    if (!me.line.spare_url.empty()) j->request = request;
    send(j, me.line.base_url, std::move(request), [j](http_result result) {
      if (j->by->line.spare_url.empty() || !may_try_elsewhere(j->call.what, result) ||
          j->left() <= millis{0})
        return hand_over(j, std::move(result));
      send(j, j->by->line.spare_url, std::move(j->request),
           [j](http_result last) { hand_over(j, std::move(last)); });
    });
  }

  static void send(const journey_ptr& j, const std::string& to, http_request request,
                   http_client::on_result then) {
    j->by->means.client.start(
        {.base_url = to,
         .request = std::move(request),
         .timeout = j->left(),
         .once = moves_money(j->call.what),
         .watch = j->by->watch,
         .tls = j->by->line.tls},
        std::move(then));
  }

  static void tell(const journey& j, const http_request& sent) {
    j.by->means.messages->record(
        {.what = j.call.what,
         .key = j.call.key,
         .refund_key = j.call.refund_key,
         .at = j.by->means.clock.machine_time(),
         .method = sent.method,
         .target = sent.target,
         .body = sent.body});
  }
  static void tell(const journey& j, const http_result& came, instant now) {
    const bool is_answer = came.kind == http_result::outcome::answered;
    j.by->means.messages->record(
        {.what = j.call.what,
         .key = j.call.key,
         .refund_key = j.call.refund_key,
         .at = now,
         .status = is_answer ? came.response.status : 0,
         .body = came.response.body});
  }

  /// From the client's thread back to the pool.
  static void hand_over(const journey_ptr& j, http_result result) {
    j->by->share.finish([j, result = std::move(result)] {
      const auto& me = *j->by;
      const auto now = me.means.clock.machine_time();
      auto said = me.speaks.now()->understand(j->call, result, now);
      // First of all whoever waits has his answer.
      const bool is_of_unknown_key = code_of(said) == unknown_key_code;
      j->end(std::move(said));
      if (me.means.messages != nullptr && !is_about_agreement(j->call.what)) tell(*j, result, now);
      if (is_of_unknown_key) me.speaks.has_unknown_key(result.response, now);
    });
  }
};

http_channel::http_channel(channel_line line, dialect_in_use speaks, channel_means means,
                           signing_pool::share share)
    : in_(std::make_shared<inside>(
          inside{std::move(line), std::move(speaks), means, std::move(share)})) {}

void http_channel::start(channel_call call, on_answer done) {
  const auto j = std::make_shared<inside::journey>(
      inside::journey{.by = in_, .call = std::move(call), .done = std::move(done)});
  if (!in_->share.start([j] { inside::assemble(j); })) j->end_unsent("signing_is_full");
}

void http_channel::watch_connections(std::shared_ptr<connection_watch> watch) {
  in_->watch = std::move(watch);
}

}  // namespace sluice
