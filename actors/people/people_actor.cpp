#include "actors/people/people_actor.hpp"

#include <algorithm>
#include <stdexcept>

#include "actors/order/order_journal.hpp"

namespace sluice {
namespace {

/// One that was agreed to and could not be carried out is tried again after so long.
constexpr millis again{1000};
/// Proposals whose matter has moved are found void within so long, and make room for others.
constexpr millis seldom{30'000};

/// Nothing: the order cannot be read; `sluice operator list` says why.
std::optional<std::vector<order::waiting_matter>> matters_of(const store::event_log& log,
                                                             const order_id& id) {
  static const shared_record_keys none;  // nothing that is sealed is told here
  order_journal journal(none);
  try {
    journal.load(log, id);
  } catch (const std::runtime_error&) {
    return std::nullopt;
  }
  std::vector<order::waiting_matter> out;
  for (const auto& m : waits_for_person(journal.state()))
    out.push_back(matter_of(journal.state(), m));
  return out;
}

}  // namespace

people_actor::people_actor(caf::actor_config& cfg, needs own)
    : event_based_actor(cfg), needs_(std::move(own)) {}

caf::behavior people_actor::make_behavior() {
  end_process_on_exception(this, needs_.last);
  return {
      [this](const order_waits& o) {
        if (o.waits)
          orders_.insert(o.order);
        else
          orders_.erase(o.order);
      },
      [this](const batch<proposal_stands>& b) {
        for (const auto& p : b.all) take(p);
        arm();
      },
      [this](const people_wanted& w) { tell_list(w.who); },
      [this](const tick&) {
        armed_ = false;
        look_at_due_ones();
        arm();
      },
      [this](const stop_now&) { quit(); },
  };
}

void people_actor::take(const proposal_stands& p) {
  if (p.how)
    proposals_.insert_or_assign(p.proposal, *p.how);
  else
    proposals_.erase(p.proposal);
}

void people_actor::tell_list(token who) {
  people_list list;
  for (const auto& [id, p] : proposals_)
    if (!is_void(p)) list.proposals.push_back(p);
  std::stable_sort(list.proposals.begin(), list.proposals.end(),
                   [](const auto& a, const auto& b) { return a.until < b.until; });
  for (const auto& id : orders_) {
    auto some =
        list.matters.size() < most_orders_listed ? matters_of(*needs_.log, id) : std::nullopt;
    if (!some) ++list.left_out;
    for (auto& m : some.value_or(std::vector<order::waiting_matter>{}))
      list.matters.push_back(std::move(m));
  }
  std::stable_sort(list.matters.begin(), list.matters.end(),
                   [](const auto& a, const auto& b) { return a.since < b.since; });
  batch<answered> said;
  said.all.push_back({.who = who, .what = std::move(list)});
  send(*needs_.front_desk, std::move(said));
}

bool people_actor::is_void(const proposal_view& p) const {
  const auto head = needs_.log->head_of(p.about);
  return p.stage == "open" &&
         (p.until <= needs_.clock->now() || (head ? head->position : 0) != p.position);
}

void people_actor::look_at_due_ones() {
  batch<proposal_message> due;
  for (const auto& [id, p] : proposals_)
    if (p.stage != "open" || is_void(p)) due.all.push_back({id, look_again{}});
  if (!due.all.empty()) send(*needs_.proposals, std::move(due));
}

void people_actor::arm() {
  if (armed_ || proposals_.empty()) return;
  const auto now = needs_.clock->now();
  auto wait = millis::max();
  for (const auto& [id, p] : proposals_)
    wait = std::min(wait, p.stage == "open" ? std::clamp(p.until - now, again, seldom) : again);
  armed_ = true;
  delayed_send(this, wait, tick{});
}

}  // namespace sluice
