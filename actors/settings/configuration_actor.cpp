#include "actors/settings/configuration_actor.hpp"

#include <algorithm>
#include <unordered_set>

#include "actors/merchant/merchant_register.hpp"
#include "actors/settings/kept_words.hpp"

namespace sluice {
namespace {

merchant_message about(const merchant_id& id, merchant::command what, const caf::actor& reply_to) {
  return {id, settings_word<merchant::command>{.reply_to = reply_to, .what = std::move(what)}};
}

}  // namespace

batch<merchant_message> words_to_merchants(const store::event_log& log,
                                           const std::vector<merchant_settings>& all,
                                           const caf::actor& reply_to) {
  batch<merchant_message> out;
  std::unordered_set<merchant_id> in_file;
  out.all.reserve(all.size());
  for (const auto& m : all) {
    in_file.insert(m.id);
    out.all.push_back(about(
        m.id, merchant::take_over{{m.enabled, m.business_types, m.channels, m.limits}}, reply_to));
  }
  for (merchant_place at = 1; const auto id = merchant_at(log, at); ++at)
    if (!in_file.contains(*id)) out.all.push_back(about(*id, merchant::withdraw{}, reply_to));
  return out;
}

configuration_actor::configuration_actor(caf::actor_config& cfg, needs own)
    : event_based_actor(cfg), needs_(std::move(own)) {}

caf::behavior configuration_actor::make_behavior() {
  end_process_on_exception(this, needs_.last);
  return {
      [this](const reload_wanted& w) {
        waiting_.push_back(w);
        go_on();
      },
      [this](const batch<answered>& b) {
        for (const auto& a : b.all) heard(a.what);
      },
      [this](const stop_now&) { quit(); },
  };
}

void configuration_actor::go_on() {
  while (!current_ && !waiting_.empty()) {
    const auto next = std::move(waiting_.front());
    waiting_.pop_front();
    take(next);
  }
}

void configuration_actor::take(const reload_wanted& w) {
  if (const auto* said = said_.find(w)) return say(w.who, *said);
  if (!needs_.file)
    return refuse(w.who, "this engine was started without a file; there is nothing to read again");
  auto found = needs_.file->read();
  if (const auto* fault = std::get_if<configuration_port::fault>(&found))
    return refuse(w.who, fault->why);
  auto& reading = std::get<configuration_port::reading>(found);
  current_ = w;
  result_ = {
      .file = reading.file, .changed = reading.changed, .needs_restart = reading.needs_restart};
  hand_on(reading);
}

void configuration_actor::hand_on(configuration_port::reading& r) {
  auto to_merchants = words_to_merchants(*needs_.log, r.merchants, this);
  unheard_ = to_merchants.all.size() + 3;
  send(*needs_.merchants, std::move(to_merchants));
  send(*needs_.registrar, settings_word<access::word>{
                              .reply_to = this, .what = std::move(r.access), .why = current_->why});
  routing::take_over rules{std::move(r.routing), lists_of(r.merchants)};
  send(*needs_.rulebook, settings_word<routing::command>{
                             .reply_to = this, .what = std::move(rules), .why = current_->why});
  send(*needs_.steward,
       settings_word<degradation::command>{
           .reply_to = this,
           .what = degradation::take_over{std::move(r.level_rules), std::move(r.risk)},
           .why = current_->why});
  for (const auto& c : r.channels) {
    const auto known = needs_.channels->find(c.id);
    if (known == needs_.channels->end()) continue;  // it begins with the next start
    ++unheard_;
    send(known->second,
         settings_word<channel::command>{
             .reply_to = this, .what = channel::take_over{c.limits}, .why = current_->why});
  }
}

void configuration_actor::heard(const answer& now) {
  for (auto& word : take_kept_words(result_.changed, now)) result_.kept.push_back(std::move(word));
  if (--unheard_ == 0) finish();
}

void configuration_actor::finish() {
  needs_.file->taken_over();
  std::sort(result_.kept.begin(), result_.kept.end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
  needs_.tells->tell(
      {.event = "configuration_reloaded",
       .message = "the file was read again; what has changed in it is in the log",
       .fields = {{"file", result_.file},
                  {"operator", current_->by.operator_name},
                  {"changed", std::to_string(result_.changed.size())},
                  {"kept", std::to_string(result_.kept.size())},
                  {"needs_restart", std::to_string(result_.needs_restart.size())}}});
  said_.put(*current_, result_);
  say(current_->who, std::move(result_));
  current_.reset();
  go_on();
}

void configuration_actor::refuse(token who, std::string why) {
  say(who, rejection{rejection_code::configuration_wrong, "", std::move(why)});
}

void configuration_actor::say(token who, answer what) {
  batch<answered> said;
  said.all.push_back({.who = who, .what = std::move(what)});
  send(*needs_.front_desk, std::move(said));
}

}  // namespace sluice
