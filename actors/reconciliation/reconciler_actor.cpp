#include "actors/reconciliation/reconciler_actor.hpp"

#include <algorithm>

#include "actors/reconciliation/order_word.hpp"
#include "base/invariant.hpp"
#include "base/overloaded.hpp"
#include "events/stream_name.hpp"

namespace sluice {
namespace {

using reconciliation::claim_state;
using reconciliation::difference_id;
using reconciliation::difference_kind;
using reconciliation::known_difference;

/// Of the differences that wait for their orders so many are looked at when a bill is brought.
constexpr std::size_t most_looked_at = 256;

rejection unknown_difference() {
  return {rejection_code::difference_unknown, "difference",
          "no difference is called so; difference.list tells those there are"};
}

/// A payment that is not known to be is asked about; so is one that the log calls over and the bill
/// calls paid. What the log calls paid a bill does not put in doubt.
bool is_worth_a_query(difference_kind kind, claim_state here) {
  if (here == claim_state::in_doubt) return true;
  return kind == difference_kind::paid_there_failed_or_revoked && !is_money(here);
}

}  // namespace

reconciler_actor::reconciler_actor(caf::actor_config& cfg, needs own)
    : event_based_actor(cfg), needs_(std::move(own)) {}

caf::behavior reconciler_actor::make_behavior() {
  end_process_on_exception(this, needs_.last);
  open_all();
  return {
      [this](differences_wanted& w) {
        take(w);
        answers_.send_all(*this);
      },
      [this](const written& w) {
        on_written(w);
        answers_.send_all(*this);
      },
      [this](const stop_now&) { quit(); },
  };
}

void reconciler_actor::open_all() {
  for (const auto& id : needs_.channels) {
    const auto heard = [this, id](const word& w, const rejection* no) { on_heard(id, w, no); };
    auto& keeps = keepers_
                      .try_emplace(id, reconciliation_stream(id),
                                   reconciliation::surroundings{.channel = id}, heard)
                      .first->second;
    if (const auto problem = keeps.load(*needs_.log))
      needs_.tells->tell({.level = severity::critical,
                          .event = "settings_unreadable",
                          .message = *problem + "; its bills and differences cannot be changed"});
  }
}

// -- what is asked --------------------------------------------------------------------------------

void reconciler_actor::take(differences_wanted& w) {
  std::visit(overloaded{
                 [&](list_differences& ask) { ask_some(w, ask); },
                 [&](get_difference& ask) { ask_about(w, ask); },
                 [&](report_bill& ask) { bring(w, ask); },
                 [&](resolve_difference& ask) { resolve(w, ask); },
             },
             w.ask);
}

void reconciler_actor::ask_some(differences_wanted& w, const list_differences& ask) {
  if (ask.at && !keepers_.contains(*ask.at)) return reply(w.who, list(ask));
  std::vector<channel_id> which;
  for (const auto& [id, keeps] : keepers_)
    if (!ask.at || *ask.at == id) which.push_back(id);
  if (which.empty()) return reply(w.who, list(ask));
  expect(w, which.size());
  for (const auto& id : which) {
    look_again(id, page_of(id, ask));
    look(id, w.who);
  }
}

void reconciler_actor::ask_about(differences_wanted& w, const get_difference& ask) {
  const auto at = channel_with(ask.difference);
  if (!at) return reply(w.who, unknown_difference());
  expect(w, 1);
  look_again(*at, {ask.difference});
  look(*at, w.who);
}

void reconciler_actor::bring(differences_wanted& w, report_bill& ask) {
  if (!keepers_.contains(ask.channel)) {
    std::string known;
    for (const auto& c : needs_.channels) known += (known.empty() ? "" : ", ") + c.value();
    return reply(
        w.who, rejection{rejection_code::channel_unknown, "channel",
                         "there is no channel " + ask.channel.value() + "; there are " + known});
  }
  for (auto& one : ask.what.found) one.order = order_with(*needs_.log, one.what.of);
  expect(w, 1);
  if (w.is_repeated) return look(ask.channel, w.who);
  const auto at = ask.channel;
  give(at, {.who = w.who, .what = ask.what, .why = std::move(w.why), .guard = std::move(w.guard)});
}

void reconciler_actor::resolve(differences_wanted& w, const resolve_difference& ask) {
  const auto at = channel_with(ask.what.id);
  if (!at) return reply(w.who, unknown_difference());
  expect(w, 1);
  if (w.is_repeated) return look(*at, w.who);
  give(*at, {.who = w.who, .what = ask.what, .why = std::move(w.why), .guard = std::move(w.guard)});
}

void reconciler_actor::expect(const differences_wanted& w, std::size_t missing) {
  asked_.emplace(w.who, pending{w.ask, missing});
}

void reconciler_actor::look(const channel_id& at, token who) { give(at, {.who = who}); }

// -- what is written ------------------------------------------------------------------------------

void reconciler_actor::give(const channel_id& at, word w) {
  write(at, keepers_.at(at).take(std::move(w), needs_.clock->now()));
}

void reconciler_actor::write(const channel_id& at, std::optional<store::append_request> what) {
  if (!what) return;
  writing_.push_back(at);
  std::vector<store::append_request> only_one;
  only_one.push_back(*std::move(what));
  send(*needs_.log_writer, write_order{std::move(only_one), this});
}

void reconciler_actor::on_written(const written& w) {
  SLUICE_INVARIANT(w.results.size() == 1 && !writing_.empty());
  const auto at = writing_.front();
  writing_.pop_front();
  write(at, keepers_.at(at).on_written(w.results.front(), needs_.clock->now()));
}

void reconciler_actor::on_heard(const channel_id& at, const word& w, const rejection* refused) {
  const auto asked = asked_.find(w.who);
  if (asked == asked_.end()) return;  // our own word, or one that was refused already
  if (refused == nullptr && --asked->second.missing > 0) return;
  const auto ask = std::move(asked->second.ask);
  asked_.erase(asked);
  reply(w.who, refused != nullptr ? answer{*refused} : answer_to(ask, at));
  const auto* brought = std::get_if<report_bill>(&ask);
  if (refused == nullptr && brought != nullptr) look_again(at, concerned_by(at, brought->what));
}

// -- what orders say by now -----------------------------------------------------------------------

void reconciler_actor::look_again(const channel_id& at, const ids& which) {
  reconciliation::weigh found;
  const auto& now = state_of(at);
  for (const auto& id : which) {
    const auto known = now.differences.find(id);
    if (known == now.differences.end() || !waits_for_order(now, known->second)) continue;
    const auto& d = known->second;
    const auto [says, sequence] =
        word_of_order(*needs_.log, *d.found.order, at, d.found.what.of, goes_back(d.found.what));
    if (agrees(d.found.what, says))
      found.all.push_back({id, says, sequence});
    else if (says && is_worth_a_query(d.found.what.kind, says->state))
      ask_channel(at, d);
  }
  if (!found.all.empty()) give(at, {.what = std::move(found)});
}

/// As hearsay: the order asks, no oftener than is usual, and believes nothing.
void reconciler_actor::ask_channel(const channel_id& at, const known_difference& d) {
  batch<order_message> heard;
  heard.all.push_back({.order = *d.found.order,
                       .what = channel_notification{.channel = at,
                                                    .key = channel_key{d.found.what.of.text()},
                                                    .found = order::finding::paid,
                                                    .code = "BILL"}});
  send(needs_.orders->of(*d.found.order), std::move(heard));
}

reconciler_actor::ids reconciler_actor::concerned_by(const channel_id& at,
                                                     const reconciliation::report_bill& b) const {
  ids out;
  for (const auto& one : b.found) out.push_back(id_of(at, one.what));
  if (b.part != 1) return out;
  const auto& now = state_of(at);
  for (const auto& [id, d] : now.differences) {
    if (out.size() >= most_looked_at) break;
    if (waits_for_order(now, d) && std::ranges::find(out, id) == out.end()) out.push_back(id);
  }
  return out;
}

// -- what is answered -----------------------------------------------------------------------------

const reconciliation::state& reconciler_actor::state_of(const channel_id& at) const {
  return keepers_.at(at).state();
}

std::optional<channel_id> reconciler_actor::channel_with(const difference_id& id) const {
  for (const auto& [at, keeps] : keepers_)
    if (keeps.state().differences.contains(id)) return at;
  return std::nullopt;
}

reconciler_actor::ids reconciler_actor::page_of(const channel_id& at,
                                                const list_differences& ask) const {
  ids out;
  const auto& all = state_of(at).differences;
  for (auto one = all.upper_bound(ask.after); one != all.end() && out.size() <= ask.most; ++one) {
    const auto& d = one->second;
    if ((!ask.is_open || d.is_open()) && (!ask.day || d.found.day == *ask.day))
      out.push_back(one->first);
  }
  return out;
}

difference_list reconciler_actor::list(const list_differences& ask) const {
  std::vector<std::pair<difference_id, channel_id>> found;
  for (const auto& [at, keeps] : keepers_)
    if (!ask.at || *ask.at == at)
      for (auto& id : page_of(at, ask)) found.emplace_back(std::move(id), at);
  std::ranges::sort(found);
  difference_list out;
  if (found.size() > ask.most) {
    found.resize(ask.most);
    out.next = found.back().first.value();
  }
  for (const auto& [id, at] : found)
    out.all.push_back(view_of(at, state_of(at).differences.at(id)));
  return out;
}

difference_view reconciler_actor::view_of(const channel_id& at, const known_difference& d) const {
  return {at, d, bill_of(state_of(at), d.found).said.is_proven};
}

bill_view reconciler_actor::view_of(const channel_id& at, const reconciliation::bill& b) const {
  bill_view out{.channel = at, .what = b};
  const auto& now = state_of(at);
  out.is_newest = now.bills.at(b.said.day).back().said.version == b.said.version;
  for (const auto& [id, d] : now.differences)
    if (d.found.day == b.said.day) ++(d.is_open() ? out.open : out.resolved);
  return out;
}

answer reconciler_actor::answer_to(const decltype(differences_wanted::ask)& ask,
                                   const channel_id& at) const {
  const auto one = [&](const difference_id& id) -> answer {
    return view_of(at, state_of(at).differences.at(id));
  };
  return std::visit(
      overloaded{
          [&](const list_differences& q) -> answer { return list(q); },
          [&](const get_difference& q) { return one(q.difference); },
          [&](const resolve_difference& q) { return one(q.what.id); },
          [&](const report_bill& q) -> answer {
            const auto* b = find_bill(state_of(at), q.what.day, q.what.file);
            if (b == nullptr) return keeper::why_unreadable();
            return view_of(at, *b);
          },
      },
      ask);
}

void reconciler_actor::reply(token who, answer what) {
  answers_.put(*needs_.front_desk, {.who = who, .what = std::move(what)});
}

}  // namespace sluice
