#include "adapters/channels/notification_listener.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>
#include <optional>
#include <string_view>
#include <utility>

#include "base/enumerators.hpp"

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

struct refusal_row {
  notice_refusal why;
  int status;
  std::string_view says;
};
constexpr std::array refusals{
    refusal_row{notice_refusal::unreadable, 400, "not a notification of this kind of channel"},
    refusal_row{notice_refusal::foreign_account, 400, "not a notification of this account"},
    refusal_row{notice_refusal::not_proven, 401, "the signature is missing or wrong"},
    refusal_row{notice_refusal::false_on_purpose, 401, "the signature is false"},
    refusal_row{notice_refusal::not_fresh, 401, "the timestamp is too far from now"},
    refusal_row{notice_refusal::unknown_key, 401, "signed with a key that is not known here"},
};
static_assert(has_one_row_each(refusals, &refusal_row::why));

const refusal_row& row_of(notice_refusal why) {
  return *std::ranges::find(refusals, why, &refusal_row::why);
}

/// Somebody pretends to be the channel, or our keys are wrong: either way somebody should look.
/// What the channel does on purpose, or a stranger's noise, is nothing to tell.
bool is_alarming(notice_refusal why) noexcept {
  return why == notice_refusal::not_proven || why == notice_refusal::unknown_key ||
         why == notice_refusal::not_fresh;
}

/// At most so often a channel, or a stranger could fill the journal.
class alarm_bell {
 public:
  explicit alarm_bell(std::shared_ptr<observer> tells) : tells_(std::move(tells)) {}

  void ring(const channel_id& channel, std::string_view why, instant now) {
    if (tells_ == nullptr || !is_time(channel, now)) return;
    tells_->tell(
        {.level = severity::warning,
         .event = "notification_not_proven",
         .message = "A notification was refused, because it is not proven to come from the "
                    "channel. Either somebody pretends to be it, or a key is wrong.",
         .fields = {{"channel", channel.value()}, {"why", std::string(why)}}});
  }

 private:
  bool is_time(const channel_id& channel, instant now) {
    constexpr std::chrono::minutes pause{1};
    const std::lock_guard held(lock_);
    const auto [last, first] = last_.try_emplace(channel, now);
    if (!first && now >= last->second && now - last->second < pause) return false;
    last->second = now;
    return true;
  }

  std::shared_ptr<observer> tells_;
  std::mutex lock_;
  std::map<channel_id, instant> last_;
};

class front_desk : public std::enable_shared_from_this<front_desk> {
 public:
  front_desk(notification_listener::listened_channels channels,
             notification_listener::on_notification hand_over, clock_port& clock,
             std::shared_ptr<observer> tells, notification_listener::on_foreign tells_of_foreign)
      : channels_(std::move(channels)),
        hand_over_(std::move(hand_over)),
        clock_(clock),
        bell_(std::move(tells)),
        tells_of_foreign_(std::move(tells_of_foreign)) {}

  void take(http_request request, http_server::respond respond) {
    const auto channel = channel_in(request.target);
    const auto at = channel ? channels_.find(*channel) : channels_.end();
    if (at == channels_.end())
      return respond(http_response{.status = 404, .body = "no such channel\n"});
    if (request.method != "POST")
      return respond(http_response{.status = 405, .body = "POST only\n"});
    look_at_address(*at, request.peer);
    const auto said = std::make_shared<http_request>(std::move(request));
    const auto taken = at->second.share.start([me = shared_from_this(), at, said, respond] {
      me->hear(at, *said, respond);
    });
    if (!taken) respond(http_response{.status = 503, .body = "too many at once; send it again\n"});
  }

 private:
  void look_at_address(const notification_listener::listened_channels::value_type& channel,
                       const std::string& address) const {
    const auto& expected = channel.second.comes_from;
    const auto is_in = [&](const network& one) { return one.contains(address); };
    if (tells_of_foreign_ && !expected.empty() && std::ranges::none_of(expected, is_in))
      tells_of_foreign_(channel.first, address.empty() ? "?" : address);
  }

  using listened_at = notification_listener::listened_channels::iterator;

  void hear(listened_at from, const http_request& request, const http_server::respond& respond) {
    const auto now = clock_.machine_time();
    auto heard = from->second.speaks.now()->hear(request, now);
    if (const auto* no = std::get_if<notice_refusal>(&heard)) {
      const auto& row = row_of(*no);
      if (*no == notice_refusal::unknown_key) from->second.speaks.has_unknown_key(request, now);
      if (is_alarming(*no)) bell_.ring(from->first, row.says, now);
      return respond(http_response{.status = row.status, .body = std::string(row.says) + '\n'});
    }
    if (auto* told = std::get_if<agreement_notice>(&heard)) return pass_on(from, *told, respond);
    pass_on(from, std::get<channel_notification>(heard), respond);
  }

  template <class News>
  void pass_on(listened_at from, News& news, const http_server::respond& respond) {
    news.channel = from->first;
    const auto pending =
        std::make_shared<pending_answer>(respond, from->second.speaks.now()->acknowledgement());
    hand_over_(std::move(news), [pending](bool durable) { pending->answer(durable); });
  }

  notification_listener::listened_channels channels_;
  notification_listener::on_notification hand_over_;
  clock_port& clock_;
  alarm_bell bell_;
  notification_listener::on_foreign tells_of_foreign_;
};

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
    const std::string& listen_address, listened_channels channels, on_notification hand_over,
    clock_port& clock, http_server_limits limits, std::shared_ptr<observer> tells,
    on_foreign tells_of_foreign)
    : server_(
          listen_address,
          [desk = std::make_shared<front_desk>(
               std::move(channels), std::move(hand_over), clock, tells,
               std::move(tells_of_foreign))](http_request request, http_server::respond respond) {
            desk->take(std::move(request), std::move(respond));
          },
          limits, alarm_through(tells)) {}

std::string notify_url(const std::string& base_url, const channel_id& channel) {
  return base_url + std::string(notify_path) + channel.value();
}

}  // namespace sluice
