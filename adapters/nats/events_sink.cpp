#include "adapters/nats/events_sink.hpp"

#include <algorithm>
#include <thread>
#include <utility>

namespace sluice::nats {
namespace {

/// The server's errors are counted on a thread of nats.c's own, which may be a little behind.
constexpr millis counting_takes_at_most{100};

}  // namespace

events_sink::events_sink(std::shared_ptr<connection> to, sink_options options,
                         std::shared_ptr<observer> tells)
    : to_(std::move(to)),
      options_(std::move(options)),
      tells_(std::move(tells)),
      streams_(to_, options_.event.prefix + ".evt.>"),
      acks_(to_),
      refused_(to_->watch_refusals(options_.event.prefix + ".evt.")),
      reconnects_seen_(to_->reconnects()) {}

// -- publishing -----------------------------------------------------------------------------

bool events_sink::publish(const decoded_record& r) {
  if (!to_->is_connected()) return false;
  const auto e = read_event(r, options_.event);
  if (!e) {
    tells_->tell(
        {severity::critical,
         "event_not_published",
         "the event cannot be read; the others go on. Run `sluice audit verify`",
         {{"sequence", std::to_string(r.record().position)}, {"stream", r.record().stream}}});
    return true;
  }
  if (subjects_.empty()) {
    look_for_streams();
    refusals_before_ = refused_->count();
    error_before_ = to_->last_error();
  }
  auto status = NATS_MAX_PAYLOAD;
  if (!too_large_.contains(r.record().position)) status = send(*e, true);
  if (status == NATS_MAX_PAYLOAD) {
    tell_about(*e, severity::warning, "event_without_body",
               "too large for the server or its stream; it goes without its body");
    status = send(*e, false);
  }
  if (status == NATS_MAX_PAYLOAD) {
    tell_about(
        *e, severity::critical, "event_not_published",
        "too large for the server even without its body; the others go on. Raise max_payload");
    return true;
  }
  if (status != NATS_OK) return false;
  last_ = r.record().position;
  subjects_.push_back(e->subject);
  return true;
}

natsStatus events_sink::send(const readable_event& e, bool with_body) {
  const auto reply_to =
      streams_.take_in(e.subject) ? acks_.expect(e.record.position) : std::string();
  const auto message = with_body ? make_event(e, options_.event, reply_to)
                                 : make_event_without_body(e, options_.event, reply_to);
  return message == nullptr ? NATS_NO_MEMORY
                            : natsConnection_PublishMsg(to_->handle(), message.get());
}

void events_sink::look_for_streams() {
  if (steady::now() < look_at_) return;
  const bool said = streams_.look(options_.streams_limit);
  look_at_ = steady::now() + (said ? options_.look_again : options_.look_again_if_denied);
}

// -- has it arrived? ------------------------------------------------------------------------

bool events_sink::flush() {
  const auto subjects = std::exchange(subjects_, {});
  if (!reached_server()) {
    acks_.forget();
    look_at_ = {};  // another server, other streams
    return false;
  }
  auto why = refused_by_server(subjects);
  if (why.empty())
    why = refused_by_stream();
  else
    acks_.forget();
  if (!why.empty()) {
    tell_refused(why);
    return false;
  }
  too_large_.erase(too_large_.begin(), too_large_.upper_bound(last_));
  tell_accepted();
  return true;
}

bool events_sink::reached_server() {
  const bool arrived = to_->flush(options_.flush_limit);
  const auto reconnects = to_->reconnects();
  const bool unbroken = reconnects == reconnects_seen_;
  reconnects_seen_ = reconnects;
  return arrived && unbroken;
}

/// Empty: it was not. When the PING is answered the last error is known; how many there were, which
/// tells a new one from an equal one before, may take a moment longer.
std::string events_sink::refused_by_server(const std::vector<std::string>& subjects) const {
  auto error = to_->last_error();
  const auto refused = refused_subject(error);  // nats.c cuts long errors short
  const bool names_one =
      !refused.empty() && std::any_of(subjects.begin(), subjects.end(), [&](const auto& s) {
        return s.starts_with(refused);
      });
  if (names_one && error != error_before_) return error;
  if (names_one) {
    const auto until = steady::now() + counting_takes_at_most;
    while (refused_->count() == refusals_before_ && steady::now() < until)
      std::this_thread::sleep_for(millis{1});
  }
  return refused_->count() == refusals_before_ ? std::string() : error;
}

/// Empty: it was not. What is only too large for the stream comes again without its body.
std::string events_sink::refused_by_stream() {
  const auto refused = acks_.wait(options_.flush_limit);
  if (refused.empty()) return {};
  look_at_ = {};  // the stream may be gone, or another one
  for (const auto& r : refused)
    if (r.is_too_large) too_large_.insert(r.of);
  return refused.front().why;
}

// -- telling --------------------------------------------------------------------------------

/// Once a reason: it is tried again and again, with another event perhaps.
void events_sink::tell_refused(const std::string& why) {
  const auto reason = why.substr(0, why.find('"'));
  if (refusal_told_ == reason) return;
  refusal_told_ = reason;
  tells_->tell({severity::critical,
                "events_refused",
                "the server does not take events; none is lost, they are sent again until it does",
                {{"why", why}}});
}

void events_sink::tell_accepted() {
  if (std::exchange(refusal_told_, {}).empty()) return;
  tells_->tell({severity::info, "events_accepted", "the server takes events again"});
}

void events_sink::tell_about(const readable_event& e, severity level, std::string_view event,
                             std::string message) {
  tells_->tell({level,
                event,
                std::move(message),
                {{"sequence", std::to_string(e.record.position)},
                 {"stream", e.record.stream},
                 {"max_payload", std::to_string(to_->max_payload())}}});
}

}  // namespace sluice::nats
