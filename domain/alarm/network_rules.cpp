#include "domain/alarm/network_rules.hpp"

namespace sluice::alarm {
namespace {

/// What must be seen before anybody says that a network works again.
constexpr std::uint32_t least_answers = 3;
constexpr std::uint32_t most_errors_percent = 20;
constexpr std::uint32_t most_errors_of_all = 3;
constexpr std::uint32_t minutes_of_all = 3;

std::string at_channels(std::size_t many) { return " at " + std::to_string(many) + " channels"; }

}  // namespace

network_rules::network_rules(const thresholds& t, instant begun)
    : t_(t),
      begun_(begun),
      in_minutes_(t.minute * t.minutes),
      in_total_(t.total_window),
      all_(t.minute * minutes_of_all),
      last_call_(begun) {}

network_rules::line& network_rules::line_of(const channel_id& channel) {
  const auto at = channels_.find(channel);
  if (at != channels_.end()) return at->second;
  return channels_
      .emplace(
          channel, line{payment_window(t_.channel_window), two_counts(t_.channel_window), begun_})
      .first->second;
}

void network_rules::take(const call_ended& c, instant now, std::vector<match>& found) {
  const bool is_error = c.how == call_end::no_answer;
  auto& channel = line_of(c.where.channel);
  channel.calls.count(is_error, now);
  all_.count(is_error, now);
  channel.last_call = last_call_ = now;
  if (!is_error) return channel.run.clear();
  channel.run.add(c.where.channel, c.order, now);
  if (channel.run.size() >= t_.channel_errors)
    found.push_back(
        {kind::network_channel, c.where.channel.value(), channel.run.size(),
         std::to_string(channel.run.size()) + " payments one after the other had no answer from " +
             c.where.channel.value()});
  in_minutes_.add(c.where.channel, c.order, now);
  look_at_minutes(now, found);
  in_total_.add(c.where.channel, c.order, now);
  look_at_total(found);
}

void network_rules::look_at_minutes(instant now, std::vector<match>& found) const {
  if (in_minutes_.channels() < t_.least_channels) return;
  for (std::uint32_t i = 0; i < t_.minutes; ++i)
    if (in_minutes_.within(now - t_.minute * (i + 1), now - t_.minute * i) < t_.minute_errors)
      return;
  found.push_back({kind::network_minutes, std::string(all_channels), in_minutes_.size(),
                   "in each of the last " + std::to_string(t_.minutes) + " minutes at least " +
                       std::to_string(t_.minute_errors) + " payments had no answer" +
                       at_channels(in_minutes_.channels())});
}

void network_rules::look_at_total(std::vector<match>& found) const {
  if (in_total_.size() < t_.total_errors || in_total_.channels() < t_.least_channels) return;
  found.push_back({kind::network_total, std::string(all_channels), in_total_.size(),
                   std::to_string(in_total_.size()) + " payments had no answer" +
                       at_channels(in_total_.channels())});
}

/// A window that began with the process shows less than it should for as long as it lasts.
bool network_rules::is_clear(kind what, const std::string& key, instant now) {
  if (what == kind::network_channel) {
    if (now - begun_ < t_.channel_window) return false;
    const auto& c = line_of(channel_id{key}).calls.at(now);
    return c.good >= least_answers && c.bad * 100 <= c.all() * most_errors_percent;
  }
  if (now - begun_ < t_.minute * minutes_of_all) return false;
  const auto& c = all_.at(now);
  return c.good >= least_answers && c.bad <= most_errors_of_all;
}

instant network_rules::last_heard(kind what, const std::string& key) const {
  if (what != kind::network_channel) return last_call_;
  const auto at = channels_.find(channel_id{key});
  return at == channels_.end() ? begun_ : at->second.last_call;
}

}  // namespace sluice::alarm
