#include "actors/agreement/agreement_entity.hpp"

#include <algorithm>

#include "actors/host/entity_host.hpp"
#include "base/overloaded.hpp"
#include "events/stream_name.hpp"

namespace sluice {
namespace {

operation operation_of(agreement::call what) {
  switch (what) {
    case agreement::call::offer: return operation::offer_agreement;
    case agreement::call::query: return operation::query_agreement;
    case agreement::call::end: return operation::end_agreement;
    case agreement::call::open: return operation::open_card;
  }
  broken_invariant("every question about an agreement is an operation", __FILE__, __LINE__);
}

rejection unreadable() {
  return {rejection_code::unavailable, "",
          "the agreement cannot be read from the log; `sluice audit verify` says where it is "
          "damaged"};
}

}  // namespace

std::string agreement_entity::stream_of(const agreement_id& id) { return agreement_stream(id); }

bool agreement_entity::is_asked(const agreement_message& m) noexcept {
  return std::holds_alternative<agreement_asked>(m.what);
}

void agreement_entity::turn_away(const agreement_message& m, host& home, const needs& shared) {
  home.say(*shared.front_desk,
           answered{.who = std::get<agreement_asked>(m.what).who,
                    .what = rejection{rejection_code::busy, "",
                                      "too many agreements are being made; send it again soon"}});
}

agreement_entity::agreement_entity(host& home, const needs& shared, agreement_id id)
    : home_(home), shared_(shared), journal_(*shared.keys, std::move(id)) {}

void agreement_entity::recover() {
  const auto problem = journal_.load(*shared_.log);
  is_readable_ = !problem;
  was_looked_at_ = true;  // what was asked before its last rest is known by now, or never
  if (problem)
    shared_.tells->tell({.level = severity::critical,
                         .event = "agreement_unreadable",
                         .message = *problem + "; nothing will come of it",
                         .fields = {{"agreement", to_string(id())}}});
}

bool agreement_entity::may_leave() const {
  return !is_asked_about_ && !journal_.is_writing() && waiters_.empty() && stash_.empty() &&
         card_ == nullptr;
}

// -- messages -------------------------------------------------------------------------------------

void agreement_entity::take(agreement_message& m) {
  if (journal_.is_writing())
    stash_.push_back(std::move(m));
  else
    handle(m);
}

void agreement_entity::handle(agreement_message& m) {
  std::visit(overloaded{[&](agreement_asked& w) { ask(w, m.why); },
                        [&](agreement_call_ended& e) {
                          is_asked_about_ = false;
                          decide_about(agreement::hear{std::move(e.said), e.began}, 0, m.why);
                        },
                        [&](agreement_told& t) { hear_notice(t, m.why); },
                        [&](agreement_due&) {
                          was_looked_at_ = true;
                          decide_about(agreement::look_again{}, 0, m.why);
                        }},
             m.what);
}

void agreement_entity::ask(agreement_asked& w, const cause& why) {
  if (!is_readable_) return tell(w.who, unreadable());
  const bool is_new = journal_.state().stage == agreement::stage::absent;
  if (is_new && w.unless_known) return tell(w.who, *std::move(w.unless_known));
  if (!w.what && is_new)
    return tell(w.who, rejection{rejection_code::agreement_not_found, "agreement_no",
                                 "this merchant has no agreement of that number"});
  if (!w.what) return tell(w.who, view());
  if (auto* c = std::get_if<agreement::create>(&*w.what); c != nullptr && is_new) {
    if (!complete(c->what, w.who)) return;
    payer_ = std::move(w.payer);
  }
  know_card(w.card);
  if (auto* g = std::get_if<agreement::give_code>(&*w.what)) {
    g->at = home_.now();
    g->is_card_known = card_ != nullptr;
    code_ = std::move(w.code);
  }
  decide_about(*w.what, w.who, why, std::move(w.guard));
}

/// A restart forgets it, and a repeat of the first request brings it back.
void agreement_entity::know_card(std::shared_ptr<const card_to_open>& card) {
  const auto& s = journal_.state();
  const bool is_wanted = s.stage == agreement::stage::absent || is_before_signing(s.stage);
  if (card == nullptr || card_ != nullptr || !is_wanted) return;
  if (s.what.card_shown.empty() || s.what.card_shown == shown(card->card)) card_ = std::move(card);
}

/// Callers and channels mean the machine's clock; how long it has waited is told by the log's.
bool agreement_entity::complete(agreement::requested& what, token who) {
  auto left = what.not_after == instant{} ? agreement::time_to_sign
                                          : what.not_after - shared_.clock->machine_time();
  // So long at most a card lies in memory.
  if (!what.card_shown.empty()) left = std::min(left, agreement::time_to_sign);
  if (left <= millis{0}) {
    tell(who, rejection{rejection_code::expired, "not_after",
                        "the time by which the payer must sign has passed; nothing was asked"});
    return false;
  }
  what.key = shared_.numbers->of_agreement(what.channel, id());
  what.not_after = home_.now() + left;
  return true;
}

void agreement_entity::hear_notice(agreement_told& t, const cause& why) {
  if (!is_readable_) return;  // not acknowledged: it comes again
  // Another channel's keys prove nothing here: whoever has seen the number could tell anything.
  if (t.channel != journal_.state().what.channel) return t.acknowledge.say(true);
  // What is not understood is asked about, and is told again.
  if (t.said.found != agreement::finding::unknown) acknowledge_.push_back(std::move(t.acknowledge));
  decide_about(agreement::hear{std::move(t.said), home_.now()}, 0, why);
}

void agreement_entity::decide_about(const agreement::command& c, token who, const cause& why,
                                    std::optional<store::index_entry> guard) {
  auto said = is_readable_ ? decide(journal_.state(), c) : unreadable();
  if (auto* no = std::get_if<rejection>(&said)) {
    code_ = {};
    acknowledge();
    return tell(who, std::move(*no));
  }
  if (who != 0) waiters_.push_back(who);
  auto& what = std::get<agreement::effects>(said);
  then_ = what.then;
  if (what.events.empty()) return on_durable();
  auto request = journal_.begin(what.events, why, home_.now());
  if (guard) request.entries.push_back(*std::move(guard));
  home_.write(*this, std::move(request));
}

void agreement_entity::on_written(const store::append_result& result) {
  journal_.settle(result);
  on_durable();
  while (!journal_.is_writing() && !stash_.empty()) {
    auto next = std::move(stash_.front());
    stash_.pop_front();
    handle(next);
  }
}

void agreement_entity::on_durable() {
  acknowledge();
  const auto& s = journal_.state();
  // Once the time to sign is over no code is taken, whatever the channel says or does not say.
  if (!is_before_signing(s.stage) || home_.now() >= s.what.not_after) card_.reset();
  if (const auto then = std::exchange(then_, std::nullopt)) call(*then);
  remind();
  answer_waiters();
}

void agreement_entity::acknowledge() {
  for (auto& word : acknowledge_) word.say(true);
  acknowledge_.clear();
}

// -- the channel ----------------------------------------------------------------------------------

void agreement_entity::call(agreement::call what) {
  // Its answer, or the next look, goes on; but a code goes out once, and now.
  if (is_asked_about_ && what != agreement::call::open) return;
  const auto& s = journal_.state();
  const auto channel = shared_.channels->find(s.what.channel);
  if (channel == shared_.channels->end())
    return shared_.tells->tell(
        {.level = severity::critical,
         .event = "channel_not_configured",
         .message = "an agreement that waits needs a channel that is not configured",
         .fields = {{"agreement", to_string(id())}, {"channel", s.what.channel.value()}}});
  is_asked_about_ = true;
  channel_call asked{
      .what = operation_of(what),
      .type = s.what.type,
      .key = s.what.key,
      .channel_reference = s.reference.is_sealed() ? std::string{} : s.reference.shown(),
      .timeout = shared_.call_timeout,
      .begun = s.since};
  const bool opens = what == agreement::call::open;
  if (opens) asked.code = std::exchange(code_, {});
  if (opens || what == agreement::call::offer) {
    asked.payer = std::exchange(payer_, nullptr);
    asked.opens = card_;
    asked.not_after = shared_.clock->machine_time() + (s.what.not_after - home_.now());
  }
  home_.say(channel->second, call_wanted{.by = id(), .call = std::move(asked)});
}

void agreement_entity::remind() {
  home_.say(*shared_.supervisor, remind_agreement{id(), next_look(journal_.state(), home_.now())});
}

// -- answering ------------------------------------------------------------------------------------

void agreement_entity::answer_waiters() {
  const auto stage = journal_.state().stage;
  if (stage == agreement::stage::asking && !was_looked_at_) return;
  if (stage == agreement::stage::opening && is_asked_about_) return;
  for (const auto who : std::exchange(waiters_, {})) tell(who, view());
}

void agreement_entity::tell(token who, answer what) {
  if (who != 0) home_.say(*shared_.front_desk, answered{.who = who, .what = std::move(what)});
}

agreement_view agreement_entity::view() const {
  const auto& s = journal_.state();
  agreement_view out{
      .agreement = id(),
      .state = std::string(name_of(s.stage)),
      .channel = s.what.channel.value(),
      .type = s.what.type,
      .payer = s.payer,
      .code = s.code,
      .not_after = s.what.not_after,
      .requested_at = s.since,
      .sequence = journal_.last()};
  if (s.stage != agreement::stage::offered) return out;
  out.payer_action = name_of(s.action.kind);
  out.payer_action_content = s.action.content.shown();
  if (is_by_card(s)) out.code_tries_left = agreement::most_codes - std::uint32_t{s.codes};
  return out;
}

}  // namespace sluice
