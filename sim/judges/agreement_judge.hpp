#pragma once
/// Judges agreements with books of its own: what the banks have signed and ended, what the log says
/// of each, and which orders were charged by one. A payer is charged by what he has signed or not
/// at all; nobody is told of a signature that the bank does not have; and when all is quiet the
/// engine and the bank say the same of every agreement.

#include <map>
#include <set>
#include <string>

#include "actors/desk/answer.hpp"
#include "actors/ports/channel_port.hpp"
#include "domain/agreement/event.hpp"
#include "sim/judges/facts.hpp"
#include "sim/judges/verdict.hpp"
#include "sim/world/timeline.hpp"

namespace sluice::sim {

class agreement_judge {
 public:
  agreement_judge(const timeline& time, verdict& says) : time_(&time), verdict_(&says) {}

  // -- what the banks do -------------------------------------------------------------------------
  void signed_at_bank(const channel_key& key);
  void ended_at_bank(const channel_key& key);
  /// A payment that names an agreement's number at the channel, as the bank sees it.
  void charged(const channel_key& payment, const std::string& reference);
  /// The page of a payment lets the payer sign this one, too; empty: none.
  void shown_to_payer(const channel_key& payment, const channel_key& agreement);

  // -- what the engine writes and says -----------------------------------------------------------
  void called(const channel_id& channel, const channel_call& call);
  void durable(const agreement_id& id, const agreement::event& e);
  void durable(const order_id& id, const order::event& e);
  /// A process has died since it was asked for, and with it the card.
  [[nodiscard]] bool may_forget_card(const agreement_id& id) const;
  void process_died();
  /// At some moment since then it did not serve an order of that type.
  [[nodiscard]] bool may_refuse(const agreement_id& id, business_type type, world_time since) const;
  void answered(const agreement_view& v);
  void all_over();

 private:
  enum class bank_says : std::uint8_t { nothing, in_force, ended };
  struct book {
    channel_id channel{};
    channel_key key{};
    bool was_offered = false;  ///< its channel was asked to
    bool is_signed_while_paying = false;
    bool is_by_card = false;  ///< which is opened by a code
    bool is_card_forgotten = false;
    std::uint32_t codes = 0, openings = 0;  ///< that the log knows, and calls with one
    std::string said{};  ///< the log's last word: "requested", "in_force", …
    world_time said_since{0};
    bool was_signed = false;  ///< says the log
    std::string reference{};
  };
  struct naming {
    agreement_id agreement;
    bool is_to_be_signed = false;  ///< while the order is paid; else it pays for it
  };
  /// Null: no order of that number at the channel has named one.
  [[nodiscard]] const naming* named_in(const channel_key& payment) const;
  void note(book& b, const char* said);
  [[nodiscard]] bank_says standing_of(const channel_key& key) const;
  void guilty(const agreement_id& id, const std::string& why, promise which);

  const timeline* time_;
  verdict* verdict_;
  std::map<agreement_id, book> books_;
  std::map<channel_key, bank_says> banks_;
  std::set<channel_key> ever_signed_;
  std::map<order_id, naming> named_by_;
  std::map<channel_key, order_id> payments_;
};

}  // namespace sluice::sim
