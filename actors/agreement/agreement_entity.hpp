#pragma once
/// One agreement, hosted (host/entity_host.hpp): from the merchant's wish until it is over. The
/// channel is asked only under a number that is durable; what it says, or tells unasked, comes back
/// as a command. After a restart one that waits is asked about, never offered again.

#include <deque>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "actors/agreement/agreement_journal.hpp"
#include "actors/agreement/agreement_needs.hpp"
#include "actors/desk/answer.hpp"
#include "actors/engine/messages.hpp"
#include "actors/mail/outbox.hpp"
#include "domain/agreement/decide.hpp"

namespace sluice {

template <class Entity>
class entity_host;

class agreement_entity {
 public:
  using id_type = agreement_id;
  using message = agreement_message;
  using needs = agreement_needs;
  using outboxes = std::tuple<outbox<call_wanted>, outbox<remind_agreement>, outbox<answered>>;
  using host = entity_host<agreement_entity>;
  static constexpr auto name_of_all = "agreements";

  // -- what a host must know of agreements -------------------------------------------------------

  static const agreement_id& receiver_of(const agreement_message& m) noexcept {
    return m.agreement;
  }
  static std::string stream_of(const agreement_id& id);
  static agreement_message woken(const agreement_id& id) { return {id, agreement_due{}}; }
  static bool is_asked(const agreement_message& m) noexcept;
  static void turn_away(const agreement_message& m, host& home, const needs& shared);

  // -- called by its host -------------------------------------------------------------------------

  agreement_entity(host& home, const needs& shared, agreement_id id);
  agreement_entity(const agreement_entity&) = delete;
  agreement_entity& operator=(const agreement_entity&) = delete;

  void recover();
  void take(agreement_message& m);
  void on_written(const store::append_result& result);
  [[nodiscard]] bool may_leave() const;
  [[nodiscard]] const agreement_id& id() const noexcept { return journal_.id(); }

 private:
  void handle(agreement_message& m);
  void ask(agreement_asked& w, const cause& why);
  /// What only its entity knows of a wish. False: it comes too late, and that has been said.
  [[nodiscard]] bool complete(agreement::requested& what, token who);
  void know_card(std::shared_ptr<const card_to_open>& card);
  void hear_notice(agreement_told& t, const cause& why);
  void decide_about(const agreement::command& c, token who, const cause& why,
                    std::optional<store::index_entry> guard = {});
  /// What was decided holds.
  void on_durable();
  void acknowledge();
  void call(agreement::call what);
  /// Who waits is told as soon as there is something to show the payer, or it is over.
  void answer_waiters();
  void tell(token who, answer what);
  void remind();
  [[nodiscard]] agreement_view view() const;

  host& home_;
  const needs& shared_;
  agreement_journal journal_;
  bool is_readable_ = true;
  bool is_asked_about_ = false;  ///< a call to the channel is on its way
  bool was_looked_at_ = false;  ///< nobody waits any longer for what the payer has to do
  std::shared_ptr<const payer_details> payer_{};  ///< for the offer; forgotten then
  std::shared_ptr<const card_to_open> card_{};  ///< until it is open, or will never be
  secret code_{};  ///< that the payer has just typed, for one call
  std::optional<agreement::call> then_{};  ///< once what is being written is durable
  std::vector<sluice::acknowledgement> acknowledge_{};  ///< likewise
  std::vector<token> waiters_{};
  std::deque<agreement_message> stash_{};
};

}  // namespace sluice
