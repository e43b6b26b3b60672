#include "adapters/notices/nats_receiver.hpp"

#include <nlohmann/json.hpp>
#include <thread>
#include <utility>

#include "adapters/nats/message.hpp"
#include "base/time_text.hpp"

namespace sluice::notices {
namespace {

constexpr millis patience_with_server{5'000};
constexpr std::size_t room_for_headers = 1024;

/// A server may take less than a digest is long: then what people read first, and that there is
/// more.
std::string body_within(const letter& what, std::size_t most) {
  if (what.json.size() + room_for_headers <= most) return what.json;
  return nlohmann::ordered_json{
      {"kind", what.kind},
      {"id", what.id},
      {"subject", what.subject},
      {"omitted", "the rest is more than this server takes"}}
      .dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

bool publish(const nats::connection& to, const std::string& subject, const std::string& body,
             const std::string& id) {
  const auto message = nats::make_message(subject, body);
  if (message == nullptr) return false;
  nats::set_header(*message, "Content-Type", "application/json");
  if (!id.empty()) nats::set_header(*message, "Nats-Msg-Id", id);
  return natsConnection_PublishMsg(to.handle(), message.get()) == NATS_OK;
}

}  // namespace

std::string alarm_subjects_beside(const std::string& prefix) { return prefix + "-alarms"; }

nats_receiver::nats_receiver(std::shared_ptr<nats::connection> to, const std::string& prefix)
    : to_(std::move(to)),
      subject_(alarm_subjects_beside(prefix) + ".notice."),
      refused_(to_->watch_refusals(subject_)) {}

receiver_answer nats_receiver::send(const letter& what) const {
  // While the connection is lost nothing is put aside in it: the notifier tries again.
  if (!to_->is_connected()) return {.why = "is a server to which there is no connection"};
  const auto refused_before = refused_->count();
  const auto body = body_within(what, to_->max_payload());
  if (!publish(*to_, subject_ + what.kind, body, what.id) || !to_->flush(patience_with_server))
    return {.why = "is a server that did not take the notice"};
  if (was_refused(refused_before))
    return {.why = "is a server that does not let us publish on " + subject_ + what.kind};
  return {.is_delivered = true};
}

/// The server says so on a thread of its library, which may be a little behind.
bool nats_receiver::was_refused(std::uint64_t before) const {
  constexpr millis behind_at_most{100};
  if (!nats::refused_subject(to_->last_error()).starts_with(subject_)) return false;
  if (refused_->count() == before) std::this_thread::sleep_for(behind_at_most);
  return refused_->count() != before;
}

nats_heartbeat::nats_heartbeat(std::shared_ptr<nats::connection> to, const std::string& prefix,
                               std::function<bool()> is_owner)
    : to_(std::move(to)),
      subject_(alarm_subjects_beside(prefix) + ".heartbeat"),
      is_owner_(std::move(is_owner)) {}

void nats_heartbeat::beat(const heartbeat& now) noexcept {
  if (!is_owner_() || !to_->is_connected()) return;
  const nlohmann::ordered_json body{
      {"at", rfc3339(now.at)}, {"position", now.position}, {"firing", now.firing}};
  static_cast<void>(publish(*to_, subject_, body.dump(), {}));
}

}  // namespace sluice::notices
