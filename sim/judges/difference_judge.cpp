#include "sim/judges/difference_judge.hpp"

#include <algorithm>

#include "base/overloaded.hpp"

namespace sluice::sim {
namespace {

using namespace reconciliation;

bool is_back(const difference& d) {
  const auto what = d.there ? d.there->what : d.here ? d.here->what : d.before->what;
  return what != movement::payment;
}

bool is_same_row(const difference& a, const difference& b) {
  if (a.there.has_value() != b.there.has_value()) return false;
  return !a.there || (a.there->bytes == b.there->bytes && a.there->amount == b.there->amount);
}

}  // namespace

difference_judge::about difference_judge::about_of(const channel_id& at, const difference& d) {
  const auto& row = d.there ? d.there : d.before;
  return {at, d.of, is_back(d), d.kind, d.of.is_none() && row ? row->bytes : 0};
}

void difference_judge::guilty(promise p, const std::string& what) { verdict_->guilty(p, what); }

// -- what is asked and answered -------------------------------------------------------------------

void difference_judge::asked(ticket t, const request& r) {
  const bool is_ours = std::visit(
      overloaded{
          [&](const sluice::report_bill& q) {
            brought_.emplace(q.channel, q.what.day, q.what.file);
            for (const auto& one : q.what.found)
              brought_lines_.insert(about_of(q.channel, one.what));
            return true;
          },
          [&](const sluice::resolve_difference& q) {
            wishes_.emplace(q.what.id, q.what.how);
            return true;
          },
          [](const list_differences&) { return true; },
          [](const get_difference&) { return true; },
          [](const auto&) { return false; },
      },
      r.ask);
  if (is_ours) waiting_.emplace(t, question_asked{r.ask, events_});
}

void difference_judge::replied(ticket t, const answer& a) {
  const auto at = waiting_.find(t);
  if (at == waiting_.end()) return;
  const auto q = std::move(at->second);
  waiting_.erase(at);
  if (const auto* list = std::get_if<difference_list>(&a))
    if (const auto* ask = std::get_if<list_differences>(&q.ask)) judge(q, *ask, *list);
  if (const auto* one = std::get_if<difference_view>(&a)) judge(q, *one);
  if (std::holds_alternative<bill_view>(a))
    if (const auto* ask = std::get_if<sluice::report_bill>(&q.ask)) judge(q, *ask);
}

void difference_judge::judge(const question_asked&, const sluice::report_bill& ask) {
  const auto& versions = bills_[{ask.channel, ask.what.day}];
  const bool is_whole = std::ranges::any_of(
      versions, [&](const version& v) { return v.file == ask.what.file && v.missing.empty(); });
  for (const auto& one : ask.what.found)
    if (!is_whole && !names_.contains(about_of(ask.channel, one.what)))
      return guilty(promise::nothing_lost, "a bill is taken, and a difference of it is not");
}

void difference_judge::judge(const question_asked& q, const difference_view& told) {
  const auto at = lines_.find(told.what.found.id);
  if (at == lines_.end())
    return guilty(promise::nothing_lost, "a difference is told that is not durable");
  const auto& l = at->second;
  if (l.since <= q.when && l.is_open != told.what.is_open())
    guilty(promise::one_reply, "a difference is told to be other than the log says");
}

void difference_judge::judge(const question_asked& q, const list_differences& ask,
                             const difference_list& told) {
  std::set<difference_id> names;
  for (const auto& one : told.all) {
    judge(q, one);
    if (!names.insert(one.what.found.id).second)
      guilty(promise::one_reply, "a difference is listed twice");
  }
  const bool is_all = told.next.empty() && ask.after.value().empty();
  for (const auto& [id, l] : lines_) {
    const bool wanted = (!ask.at || *ask.at == l.at) && (!ask.day || *ask.day == l.found.day);
    if (is_all && wanted && l.is_open && l.since <= q.when && !names.contains(id))
      guilty(promise::nothing_lost, "an open difference is not listed");
  }
}

// -- what is durable ------------------------------------------------------------------------------

void difference_judge::durable(const channel_id& at, const event& e) {
  ++events_;
  std::visit(overloaded{
                 [&](const bill_checked& x) { checked(at, x); },
                 [&](const bill_part_taken& x) { part_taken(at, x); },
                 [&](const difference_found& x) { found(at, x); },
                 [&](const difference_resolved& x) { resolved(x); },
                 [&](const difference_reopened& x) { reopened(x); },
             },
             e);
}

void difference_judge::checked(const channel_id& at, const bill_checked& e) {
  auto& versions = bills_[{at, e.day}];
  if (e.version != versions.size() + 1)
    return guilty(promise::states_stand, "a bill's version does not follow the one before");
  for (const auto& v : versions)
    if (v.file == e.file && v.missing.empty())
      guilty(promise::states_stand, "the same file is another version of the bill");
  if (!brought_.contains({at, e.day, e.file}))
    guilty(promise::only_the_entitled, "a bill is checked that nobody brought");
  version v{.file = e.file, .is_proven = e.is_proven};
  for (std::uint32_t part = 1; part <= e.parts; ++part) v.missing.insert(part);
  versions.push_back(std::move(v));
}

void difference_judge::part_taken(const channel_id& at, const bill_part_taken& e) {
  auto& versions = bills_[{at, e.day}];
  if (e.version != versions.size() || versions.back().missing.erase(e.part) == 0)
    guilty(promise::states_stand, "a part of a bill is taken twice, or of no bill");
}

void difference_judge::found(const channel_id& at, const difference_found& e) {
  const auto what = about_of(at, e.what);
  if (!brought_lines_.contains(what))
    return guilty(promise::only_the_entitled, "a difference is found that nobody brought");
  const auto [name, is_new] = names_.try_emplace(what, e.id);
  if (name->second != e.id || (is_new && lines_.contains(e.id)))
    return guilty(promise::states_stand, "a difference has two names, or two have one");
  if (!is_new) {
    const auto& l = lines_.at(e.id);
    if (!l.is_open || is_same_row(l.found.what, e.what))
      guilty(promise::states_stand, "a difference is found twice");
  }
  lines_[e.id] = {.at = at, .found = e, .is_open = true, .since = events_};
}

difference_judge::line* difference_judge::of(const difference_id& id, std::string_view what) {
  const auto at = lines_.find(id);
  if (at != lines_.end()) return &at->second;
  guilty(promise::states_stand, "a difference that was never found is " + std::string(what));
  return nullptr;
}

void difference_judge::resolved(const difference_resolved& e) {
  auto* l = of(e.id, "resolved");
  if (l == nullptr) return;
  if (!l->is_open) guilty(promise::states_stand, "a difference is resolved twice");
  const auto& versions = bills_[{l->at, l->found.day}];
  if (e.who) {
    if (!wishes_.contains({e.id, e.how}) || e.who->reason.empty())
      guilty(promise::only_the_entitled, "a difference is resolved as no person has said");
  } else if (e.how == choice::corrected ? !versions.back().is_proven
                                        : !versions.at(l->found.version - 1).is_proven) {
    guilty(promise::books_agree, "a difference of an unproven bill resolves by itself");
  }
  if (e.how == choice::order_agrees && !order_agrees(*l))
    guilty(promise::books_agree, "an order is said to agree with a bill, and does not");
  l->is_open = false;
  l->since = events_;
}

void difference_judge::reopened(const difference_reopened& e) {
  auto* l = of(e.id, "opened again");
  if (l == nullptr) return;
  if (l->is_open) guilty(promise::states_stand, "a difference is opened again that is open");
  l->is_open = true;
  l->since = events_;
}

/// Of payments: its channel has said of that number what the bill says.
bool difference_judge::order_agrees(const line& l) const {
  const auto* o = facts_->owner_of(channel_key{l.found.what.of.text()});
  if (o == nullptr) return false;
  const bool has_row = l.found.what.there.has_value();
  for (const auto& a : o->attempts)
    if (a.key.value() == l.found.what.of.text())
      return has_row ? a.told_paid || a.told_returned == order::returned::yes ||
                           !o->told_by_person.empty()
                     : a.end != attempt_facts::result::paid;
  for (const auto& r : o->refunds)
    if (r.key.value() == l.found.what.of.text())
      return has_row == (r.now == refund_facts::stage::done);
  return false;
}

}  // namespace sluice::sim
