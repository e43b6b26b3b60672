#pragma once
/// One proposal, hosted (host/entity_host.hpp): a dangerous word from its being asked for until it
/// is done or void. What could not be done anyway is refused at once. Everything that becomes of it
/// is durable first; when enough persons want it, the word goes to the front desk like any other
/// request, and takes effect only if what it is about is as they have seen it.
///
/// After a restart one that was agreed to is carried out if the log does not say that it was: the
/// event that a word leads to names its proposal.

#include <deque>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "actors/engine/directory.hpp"
#include "actors/mail/inbox.hpp"
#include "actors/mail/outbox.hpp"
#include "actors/people/proposal_message.hpp"
#include "actors/ports/observer.hpp"
#include "actors/ports/shared_book.hpp"
#include "actors/settings/settings_journal.hpp"
#include "domain/approval/decide.hpp"

namespace sluice {

template <class Entity>
class entity_host;

/// What all proposals of an engine get from outside.
struct proposal_needs {
  std::shared_ptr<store::event_log> log;
  std::shared_ptr<observer> tells;
  std::shared_ptr<const shared_book> access;
  std::shared_ptr<inbox<sluice::request>> requests;
  page<caf::actor> front_desk;
  page<caf::actor> people;
  page<caf::actor> proposals;  ///< the host of all of them
};

class proposal_entity {
 public:
  using id_type = proposal_id;
  using message = proposal_message;
  using needs = proposal_needs;
  using outboxes = std::tuple<outbox<proposal_stands>, outbox<answered>>;
  using host = entity_host<proposal_entity>;
  static constexpr auto name_of_all = "proposals";

  // -- what a host must know of proposals ------------------------------------------------------

  static const proposal_id& receiver_of(const proposal_message& m) noexcept { return m.proposal; }
  static std::string stream_of(const proposal_id& id);
  static proposal_message woken(const proposal_id& id) { return {id, look_again{}}; }
  static bool is_asked(const proposal_message& m) noexcept;
  static void turn_away(const proposal_message& m, host& home, const needs& shared);

  // -- called by its host -------------------------------------------------------------------------

  proposal_entity(host& home, const needs& shared, proposal_id id);
  proposal_entity(const proposal_entity&) = delete;
  proposal_entity& operator=(const proposal_entity&) = delete;

  void recover();
  void take(proposal_message& m);
  void on_written(const store::append_result& result);
  [[nodiscard]] bool may_leave() const;
  [[nodiscard]] const proposal_id& id() const noexcept { return id_; }

 private:
  /// Somebody who is told when it is known what becomes of it.
  struct waiter {
    token who = 0;
    bool asked = false;  ///< for the word; false: has agreed to it
  };
  void handle(proposal_message& m);
  void decide_about(const approval::command& c, waiter w, const cause& why,
                    std::optional<store::index_entry> guard = {});
  [[nodiscard]] approval::surroundings around(const approval::command& c) const;
  void hear(const answer& said, const cause& why);
  void look(const cause& why);

  void repeat(const word_repeated& w);
  void rehearse(word_asked& w, const cause& why);
  void carry_out();
  void send_word(const approval::proposed& p, proviso under);
  [[nodiscard]] bool was_carried_out() const;
  void answer_waiters();
  /// Nothing: not known yet.
  [[nodiscard]] std::optional<answer> answer_for(const waiter& w) const;
  void tell(token who, answer what);
  void tell_how_it_stands();
  [[nodiscard]] proposal_view view() const;

  host& home_;
  const needs& shared_;
  proposal_id id_;
  settings_journal<approval::state, approval::event> journal_;
  bool is_readable_ = true;
  /// Not proposed yet: whether it could be done at all is being found out.
  struct rehearsal {
    word_asked of;
    cause why;
  };
  std::optional<rehearsal> rehearses_{};
  bool is_being_done_ = false;
  std::optional<answer> said_{};  ///< what the word led to
  std::vector<waiter> waiters_;
  std::deque<proposal_message> stash_;  ///< something is being written
};

}  // namespace sluice
