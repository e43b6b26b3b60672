#include "app/demo/channel_show.hpp"

#include <utility>

namespace sluice::demo {
namespace {

/// As the embedded configuration calls them.
constexpr const char* dying = "wechat";
constexpr const char* account_of_dying = "1900000109";
constexpr std::size_t orders_per_second = 40;
constexpr std::size_t most_orders = 2000;  ///< it is closed long before
constexpr millis between_channel_looks{100};
/// Payments are seen to go elsewhere; what is in doubt does not end with a person yet.
constexpr millis stays_out{2000};
constexpr std::uint32_t longest_outage_seconds = 30;
constexpr std::string_view alarm_kind = "network_channel";
constexpr millis longest_wait_for_word{10'000};

}  // namespace

bool channel_shown::is_as_it_should() const noexcept {
  return !why.empty() && paid_elsewhere > 0 && closed_after > millis{0};
}

channel_show::channel_show(fleet& programs, asker& over, const alarm_receiver& people,
                           std::uint64_t seed)
    : programs_(programs),
      over_(over),
      people_(people),
      person_(programs.operator_key()),
      shops_({.seed = seed,
              .orders = most_orders,
              .orders_per_second = orders_per_second,
              .plan = plan_plain_order,
              .channels_are_well = false},
             over) {}

void channel_show::turn(millis limit) {
  shops_.turn(limit);
  if (next_ == step::begin) {
    programs_.let_channel_die(account_of_dying, longest_outage_seconds);
    died_ = asker::timer::now();
    go_on_to(step::wait_for_opening);
  }
  if (next_ == step::let_it_be && since_last() >= stays_out) {
    programs_.let_channel_die(account_of_dying, 0);
    came_back_ = asker::timer::now();
    go_on_to(step::wait_for_closing);
  }
  if (next_ == step::wait_for_opening || next_ == step::wait_for_closing) look();
  if (next_ == step::wait_for_word) listen();
}

void channel_show::look() {
  if (std::exchange(is_looking_, true)) return;
  over_.ask_as(person_, "channel.get", {{"channel", dying}}, [this](const nlohmann::json& answer) {
    for (const auto& path : answer.value("paths", nlohmann::json::array()))
      if (path.value("path", "").empty()) seen(path);
    over_.after(between_channel_looks, [this] { is_looking_ = false; });
  });
}

void channel_show::seen(const nlohmann::json& whole_channel) {
  const auto phase = whole_channel.value("phase", "");
  if (next_ == step::wait_for_opening && phase == "open") {
    found_.why = whole_channel.value("why", "");
    found_.failed = whole_channel.value("failed", std::uint64_t{0});
    found_.opened_after = since_last();
    go_on_to(step::let_it_be);
  } else if (next_ == step::wait_for_closing && phase == "closed") {
    found_.closed_after = since_last();
    go_on_to(step::wait_for_word);
  }
}

/// That it is over is shown by payments: they come until people have heard it.
void channel_show::listen() {
  const auto fired = people_.first(alarm_kind, dying, "fired");
  const auto over = people_.first(alarm_kind, dying, "recovered");
  const auto after = [](const heard_alarm& n, asker::timer::time_point since) {
    return std::chrono::duration_cast<millis>(n.at - since);
  };
  if (fired) {
    found_.alarm.fired = fired->subject;
    found_.alarm.fired_after = after(*fired, died_);
  }
  if (over) {
    found_.alarm.over = over->subject;
    found_.alarm.over_after = after(*over, came_back_);
  }
  if (fired && !over && since_last() < longest_wait_for_word) return;
  shops_.close();
  go_on_to(step::done);
}

channel_shown channel_show::found() const {
  auto out = found_;
  out.orders = shops_.records().size();
  for (const auto& r : shops_.records()) {
    if (r.seen.state != "paid") continue;
    ++out.paid;
    if (r.seen.channel != dying) ++out.paid_elsewhere;
  }
  return out;
}

millis channel_show::since_last() const {
  return std::chrono::duration_cast<millis>(asker::timer::now() - last_);
}

void channel_show::go_on_to(step next) {
  next_ = next;
  last_ = asker::timer::now();
}

}  // namespace sluice::demo
