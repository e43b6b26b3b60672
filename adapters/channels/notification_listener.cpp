#include "adapters/channels/notification_listener.hpp"

#include <atomic>
#include <optional>
#include <string_view>
#include <utility>

namespace sluice {
namespace {

constexpr std::string_view notify_path = "/notify/";

/// One request that waits for the engine. Lives as long as somebody can still acknowledge it.
class pending_answer {
 public:
  pending_answer(http_server::respond respond, http_response success)
      : respond_(std::move(respond)), success_(std::move(success)) {}
  pending_answer(const pending_answer&) = delete;
  pending_answer& operator=(const pending_answer&) = delete;
  ~pending_answer() { answer(false); }

  void answer(bool durable) {
    if (answered_.exchange(true)) return;
    if (durable)
      respond_(std::move(success_));
    else
      respond_(http_response{.status = 500, .body = "not taken; send it again\n"});
  }

 private:
  http_server::respond respond_;
  http_response success_;
  std::atomic<bool> answered_ = false;
};

std::optional<channel_id> channel_in(std::string_view target) {
  target = target.substr(0, target.find('?'));
  if (target.substr(0, notify_path.size()) != notify_path) return std::nullopt;
  return channel_id(std::string(target.substr(notify_path.size())));
}

class front_desk {
 public:
  front_desk(notification_listener::dialects_by_channel channels,
             notification_listener::on_notification hand_over)
      : channels_(std::move(channels)), hand_over_(std::move(hand_over)) {}

  void take(const http_request& request, http_server::respond respond) const {
    const auto channel = channel_in(request.target);
    const auto at = channel ? channels_.find(*channel) : channels_.end();
    if (at == channels_.end())
      return respond(http_response{.status = 404, .body = "no such channel\n"});
    if (request.method != "POST")
      return respond(http_response{.status = 405, .body = "POST only\n"});
    auto news = at->second->parse_notification(request);
    if (!news)
      return respond(http_response{.status = 400, .body = "not a notification of this account\n"});
    news->channel = at->first;
    const auto pending =
        std::make_shared<pending_answer>(std::move(respond), at->second->acknowledgement());
    hand_over_(std::move(*news), [pending](bool durable) { pending->answer(durable); });
  }

 private:
  notification_listener::dialects_by_channel channels_;
  notification_listener::on_notification hand_over_;
};

http_server::handler handler_of(notification_listener::dialects_by_channel channels,
                                notification_listener::on_notification hand_over) {
  const auto desk = std::make_shared<front_desk>(std::move(channels), std::move(hand_over));
  return [desk](http_request request, http_server::respond respond) {
    desk->take(request, std::move(respond));
  };
}

/// Whoever crowds the port keeps notifications waiting, and somebody should look who it is.
http_server::on_crowding alarm_through(std::shared_ptr<observer> tells) {
  if (!tells) return {};
  return [tells = std::move(tells)](const http_crowding& c) {
    tells->tell({.level = severity::warning,
                 .event = "notification_port_crowded",
                 .message = "There are more connections to the notification port than it may have; "
                            "those that are silent for longest are closed.",
                 .fields = {{"limit", std::string(c.limit)},
                            {"open", std::to_string(c.open)},
                            {"closed", std::to_string(c.closed)},
                            {"refused", std::to_string(c.refused)}}});
  };
}

}  // namespace

notification_listener::notification_listener(
    const std::string& listen_address, dialects_by_channel channels, on_notification hand_over,
    http_server_limits limits, std::shared_ptr<observer> tells)
    : server_(listen_address, handler_of(std::move(channels), std::move(hand_over)), limits,
              alarm_through(std::move(tells))) {}

std::string notify_url(const std::string& base_url, const channel_id& channel) {
  return base_url + std::string(notify_path) + channel.value();
}

}  // namespace sluice
