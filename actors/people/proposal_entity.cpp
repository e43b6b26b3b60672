#include "actors/people/proposal_entity.hpp"

#include <algorithm>

#include "actors/host/entity_host.hpp"
#include "actors/people/proposal_stream.hpp"
#include "base/overloaded.hpp"
#include "domain/access/may.hpp"
#include "events/proposal_text.hpp"
#include "events/stream_name.hpp"

namespace sluice {
namespace {

/// Brings what the word led to back to its proposal.
class word_reply final : public reply_address {
 public:
  word_reply(caf::actor proposals, proposal_id id)
      : proposals_(std::move(proposals)), id_(std::move(id)) {}
  void reply(const answer& a) override {
    batch<proposal_message> b;
    b.all.push_back({id_, word_answered{a}});
    caf::anon_send(proposals_, std::move(b));
  }

 private:
  caf::actor proposals_;
  proposal_id id_;
};

/// Where two persons have seen what it is about; whoever acts alone means it as it is.
std::optional<store::stream_sequence> seen_in(const approval::proposed& p) {
  if (p.persons < 2) return std::nullopt;
  return static_cast<store::stream_sequence>(p.position);
}

bool is_for_later(const answer& said) {
  const auto* no = std::get_if<rejection>(&said);
  return no != nullptr && is_retryable(no->code);
}

}  // namespace

// -- what a host must know of proposals ----------------------------------------------------------

std::string proposal_entity::stream_of(const proposal_id& id) { return proposal_stream(id); }

bool proposal_entity::is_asked(const proposal_message& m) noexcept {
  return std::holds_alternative<word_asked>(m.what);
}

void proposal_entity::turn_away(const proposal_message& m, host& home, const needs& shared) {
  const auto* asked = std::get_if<word_asked>(&m.what);
  SLUICE_INVARIANT(asked != nullptr);
  home.say(*shared.front_desk,
           answered{asked->who, rejection{rejection_code::busy, "",
                                          "too many proposals wait for a second person; agree to "
                                          "some, or wait until they are void"}});
}

proposal_entity::proposal_entity(host& home, const needs& shared, proposal_id id)
    : home_(home), shared_(shared), id_(std::move(id)), journal_(proposal_stream(id_)) {}

void proposal_entity::recover() {
  const auto problem = journal_.load(*shared_.log);
  is_readable_ = !problem;
  if (problem)
    shared_.tells->tell({.level = severity::critical,
                         .event = "proposal_unreadable",
                         .message = *problem + "; nothing will come of it",
                         .fields = {{"proposal", id_.value()}}});
}

bool proposal_entity::may_leave() const {
  const bool is_over = !approval::is_under_way(journal_.state());
  return is_over && !journal_.is_writing() && !is_being_done_ && stash_.empty();
}

// -- messages ------------------------------------------------------------------------------------

void proposal_entity::take(proposal_message& m) {
  if (journal_.is_writing())
    stash_.push_back(std::move(m));
  else
    handle(m);
}

void proposal_entity::handle(proposal_message& m) {
  std::visit(overloaded{
                 [&](word_asked& w) { rehearse(w, m.why); },
                 [&](word_repeated& w) { repeat(w); },
                 [&](word_confirmed& w) {
                   decide_about(w.what, {w.who, false}, m.why, std::move(w.guard));
                 },
                 [&](word_answered& w) { hear(w.what, m.why); },
                 [&](look_again&) { look(m.why); },
             },
             m.what);
}

/// One that came to nothing was refused a moment ago, and its command id is free again.
void proposal_entity::repeat(const word_repeated& w) {
  if (journal_.state().stage == approval::stage::absent && !rehearses_)
    return tell(w.who, rejection{rejection_code::busy, "",
                                 "the same command has just been answered; send it again"});
  waiters_.push_back({w.who, true});
  answer_waiters();
}

void proposal_entity::rehearse(word_asked& w, const cause& why) {
  waiters_.push_back({w.who, true});
  if (journal_.state().stage != approval::stage::absent || rehearses_) return answer_waiters();
  rehearses_ = rehearsal{std::move(w), why};
  send_word(rehearses_->of.what, {.only_at = seen_in(rehearses_->of.what), .is_rehearsal = true});
}

void proposal_entity::decide_about(const approval::command& c, waiter w, const cause& why,
                                   std::optional<store::index_entry> guard) {
  if (!is_readable_)
    return tell(w.who, rejection{rejection_code::unavailable, "",
                                 "the proposal cannot be read from the log; `sluice audit verify` "
                                 "says where it is damaged"});
  auto said = decide(journal_.state(), c, around(c));
  if (auto* no = std::get_if<rejection>(&said)) return tell(w.who, std::move(*no));
  if (w.who != 0) waiters_.push_back(w);
  const auto& event = std::get<std::optional<approval::event>>(said);
  if (!event) return answer_waiters();
  auto request = journal_.begin({*event}, why, home_.now());
  request.open_after = approval::is_under_way(journal_.next());
  if (guard) request.entries.push_back(*std::move(guard));
  home_.write(*this, std::move(request));
}

approval::surroundings proposal_entity::around(const approval::command& c) const {
  const auto& p = journal_.state().what;
  const auto word = approval::command_of(p.what);
  const auto book = shared_.access->now();
  const auto is_entitled = [&](const access::principal_id& id) {
    const auto who = book->principals.find(id);
    return who != book->principals.end() && access::is_granted(*book, who->second, word);
  };
  const auto head = shared_.log->head_of(p.about);
  const auto seen = is_about_what_moves(p.what) ? p.position : head ? head->position : 0;
  // At a start proposals may be looked at before the register is read: then nobody is in it.
  const bool is_read = !book->principals.empty();
  const auto* second = std::get_if<approval::confirm>(&c);
  return {.now = home_.now(),
          .position = seen,
          .is_proposer_entitled = !is_read || is_entitled(p.by),
          .is_second_entitled = second != nullptr && is_entitled(second->by)};
}

void proposal_entity::on_written(const store::append_result& result) {
  journal_.settle(result);
  tell_how_it_stands();
  if (journal_.state().stage == approval::stage::agreed) carry_out();
  answer_waiters();
  while (!journal_.is_writing() && !stash_.empty()) {
    auto next = std::move(stash_.front());
    stash_.pop_front();
    handle(next);
  }
}

// -- carrying it out -------------------------------------------------------------------------

void proposal_entity::carry_out() {
  if (is_being_done_) return;
  const auto& p = journal_.state().what;
  send_word(p, {.only_at = seen_in(p)});
}

void proposal_entity::send_word(const approval::proposed& p, proviso under) {
  is_being_done_ = true;
  shared_.requests->put(
      *shared_.front_desk,
      {.ask = std::visit([](const auto& word) { return question{word}; }, p.what),
       .when = reply_when::accepted,
       .id = under.is_rehearsal ? command_id{} : p.id,
       .body = p.body,
       .version = p.version,
       .agreed = std::make_shared<const consent>(
           consent{std::make_shared<const asked_by>(asked_by{p.by.value(), id_.value()}), under}),
       .reply_to = std::make_shared<word_reply>(*shared_.proposals, id_)});
}

void proposal_entity::hear(const answer& said, const cause& why) {
  is_being_done_ = false;
  said_ = said;
  if (auto rehearsed = std::exchange(rehearses_, std::nullopt)) {
    if (std::holds_alternative<rejection>(said)) return answer_waiters();
    said_.reset();
    auto& asked = rehearsed->of;
    return decide_about(
        approval::propose{std::move(asked.what)}, {}, rehearsed->why, std::move(asked.guard));
  }
  if (is_for_later(said)) return answer_waiters();  // looked at again soon
  if (const auto* no = std::get_if<rejection>(&said))
    decide_about(approval::give_up{std::string(name_of(no->code))}, {}, why);
  else
    decide_about(approval::finish{}, {}, why);
}

void proposal_entity::look(const cause& why) {
  if (!is_readable_) return;
  tell_how_it_stands();
  if (journal_.state().stage != approval::stage::agreed)
    return decide_about(approval::look_again{}, {}, why);
  if (is_being_done_) return;
  if (was_carried_out()) return decide_about(approval::finish{}, {}, why);
  said_.reset();
  carry_out();
}

bool proposal_entity::was_carried_out() const {
  const auto& p = journal_.state().what;
  const auto read = shared_.log->read_stream(p.about);
  const auto* records = std::get_if<std::vector<store::record>>(&read);
  return records != nullptr && std::any_of(records->begin(), records->end(), [&](const auto& r) {
           if (r.stream_position <= p.position) return false;
           const auto content = decode(r);
           const auto* known = std::get_if<decoded>(&content);
           return known != nullptr && known->why.asker().proposal == id_.value();
         });
}

// -- answering
// -------------------------------------------------------------------------------------

void proposal_entity::answer_waiters() {
  std::erase_if(waiters_, [this](const waiter& w) {
    auto a = answer_for(w);
    if (a) tell(w.who, *std::move(a));
    return a.has_value();
  });
}

std::optional<answer> proposal_entity::answer_for(const waiter& w) const {
  using approval::stage;
  const auto& s = journal_.state();
  const bool is_refused = said_ && std::holds_alternative<rejection>(*said_);
  switch (s.stage) {
    case stage::absent: return said_;  // it cannot be done; nothing: not known yet
    case stage::open:
      if (w.asked) return second_person_wanted{view()};
      return std::nullopt;
    case stage::agreed:
      if (said_ && is_for_later(*said_)) return *said_;
      return std::nullopt;
    case stage::done:
      if (w.asked && said_) return *said_;
      return view();
    case stage::lapsed:
      if (is_refused) return *said_;
      return approval::why_void(s.why);
  }
  broken_invariant("whoever waits for a proposal is told of every stage", __FILE__, __LINE__);
}

void proposal_entity::tell(token who, answer what) {
  if (who != 0) home_.say(*shared_.front_desk, answered{.who = who, .what = std::move(what)});
}

void proposal_entity::tell_how_it_stands() {
  const bool is_over = !approval::is_under_way(journal_.state());
  home_.say(*shared_.people, proposal_stands{id_, is_over ? std::nullopt : std::optional{view()}});
}

proposal_view proposal_entity::view() const {
  const auto& s = journal_.state();
  const auto word = approval::command_of(s.what.what);
  return {.id = id_,
          .text = text_of(s.what),
          .word = std::string(word.system) + '.' + std::string(word.operation),
          .about = s.what.about,
          .position = s.what.position,
          .stage = std::string(name_of(s.stage)),
          .proposer = approval::signed_in(s.what.what),
          .second = s.second ? s.second->who.operator_name : std::string{},
          .until = s.what.until};
}

}  // namespace sluice
