#include "adapters/nats/events_sink.hpp"

#include <nlohmann/json.hpp>

#include "adapters/nats/message.hpp"
#include "base/time_text.hpp"
#include "events/codec.hpp"
#include "events/event_type.hpp"
#include "events/json.hpp"

namespace sluice::nats {
namespace {

/// "order/m1/A-1001": order, m1/A-1001.
struct owner {
  std::string aggregate, id;
};

owner owner_of(const std::string& stream) {
  const auto slash = stream.find('/');
  if (slash == std::string::npos) return {stream, stream};
  return {stream.substr(0, slash), stream.substr(slash + 1)};
}

std::string identity_of(const store::record& r, const std::string& log,
                        const std::string& incarnation) {
  return log + '-' + incarnation + '-' + std::to_string(r.partition) + '-' +
         std::to_string(r.position);
}

void set_attributes(natsMsg& message, const store::record& r, const owner& whose,
                    std::string_view event, const sink_options& options) {
  const auto log = store::to_text(options.log.id);
  const auto incarnation = std::to_string(options.log.incarnation_of(r.position));
  const auto id = identity_of(r, log, incarnation);
  set_header(message, "ce-specversion", "1.0");
  set_header(message, "ce-id", id);
  set_header(message, "ce-source", "/sluice/" + log + '/' + incarnation);
  set_header(message, "ce-type",
             "sluice." + whose.aggregate + '.' + std::string(event) + ".v" +
                 std::to_string(r.schema_version));
  set_header(message, "ce-time", rfc3339(time_of(r)));
  set_header(message, "ce-subject", whose.id);
  set_header(message, "ce-datacontenttype",
             options.body == event_body::json ? "application/json" : "application/protobuf");
  set_header(message, "ce-sequence", std::to_string(r.position));
  set_header(message, "Nats-Msg-Id", id);
}

}  // namespace

events_sink::events_sink(std::shared_ptr<connection> to, sink_options options,
                         std::shared_ptr<observer> tells)
    : to_(std::move(to)),
      options_(std::move(options)),
      tells_(std::move(tells)),
      reconnects_seen_(to_->reconnects()) {}

bool events_sink::publish(const decoded_record& what) {
  const auto& r = what.record();
  if (!to_->is_connected()) return false;
  const auto type = event_type_from_number(r.type);
  const auto* content = std::get_if<decoded>(&what.content());
  if (!type || content == nullptr) {
    // Standing still here would hold back every event behind it for ever.
    tells_->tell({severity::critical,
                  "event_not_published",
                  "the event cannot be read; the others go on. Run `sluice audit verify`",
                  {{"sequence", std::to_string(r.position)}, {"stream", r.stream}}});
    return true;
  }
  const auto whose = owner_of(r.stream);
  const auto event = name_of(*type);
  const auto message = make_message(
      options_.prefix + ".evt." + whose.aggregate + '.' + std::string(event) + '.' + whose.id,
      options_.body == event_body::json ? to_line(to_json(r, *content)) : r.payload);
  if (message == nullptr) return false;
  set_attributes(*message, r, whose, event, options_);
  if (!content->why.traceparent.empty())
    set_header(*message, "traceparent", content->why.traceparent);
  return natsConnection_PublishMsg(to_->handle(), message.get()) == NATS_OK;
}

bool events_sink::flush() {
  const bool arrived = to_->flush(options_.flush_limit);
  const auto reconnects = to_->reconnects();
  const bool unbroken = reconnects == reconnects_seen_;
  reconnects_seen_ = reconnects;
  return arrived && unbroken;
}

}  // namespace sluice::nats
