#pragma once
/// Judges a dialect between two parties that it cannot see: the bank must be asked what the engine
/// called for, and the engine must hear what the bank said, or less; never more, never other money,
/// never of another order. Of bytes that came as they were sent it must hear all that this language
/// can say (hearing_rules.hpp), so that a dialect which understands nothing is noticed, too.

#include <string>
#include <string_view>
#include <vector>

#include "sim/judges/verdict.hpp"
#include "sim/wire/bank_behind.hpp"

namespace sluice::sim {

/// By what the payer is charged; empty: by none.
[[nodiscard]] std::string token_in(const channel_call& call);

class hearing_judge {
 public:
  hearing_judge(std::string channel, std::string_view dialect_name, bank& asked, verdict& says)
      : channel_(std::move(channel)), dialect_(dialect_name), bank_(&asked), verdict_(&says) {}

  /// `may_be_less`: the bytes were spoilt on one of the two ways.
  void heard(const channel_call& call, const std::vector<bank_asked>& asked,
             const channel_answer& by_engine, bool may_be_less);
  /// What it told unasked; null: the engine has refused it. `may_be_refused`: the bytes were
  /// spoilt, or the engine cannot have the key yet.
  void told(const channel_notification& by_bank, const channel_notification* by_engine,
            bool may_be_refused);
  void told(const agreement_notice& by_bank, const agreement_notice* by_engine,
            bool may_be_refused);
  /// The payer has sent what the engine's answer gave him.
  void page_opened(const channel_call& call, const std::vector<bank_asked>& asked);
  /// Signed with a key that the engine was not handed: it may believe nothing.
  void heard_by_unknown_key(const channel_call& call, const channel_answer& by_engine);
  /// The dialect has nothing to send for it.
  void not_assembled(const channel_call& call);

 private:
  [[nodiscard]] static bool is_same_card(const card_to_open* one, const card_to_open* other);
  void judge_question(const channel_call& call, const channel_call& asked);
  [[nodiscard]] channel_answer said_to(const channel_call& call,
                                       const std::vector<bank_asked>& asked) const;
  void guilty(const channel_call& call, const std::string& what);

  std::string channel_;
  std::string_view dialect_;
  bank* bank_;
  verdict* verdict_;
};

}  // namespace sluice::sim
