#pragma once
/// Judges codes that a bank sends to payers' phones, with a book of its own of who was sent, has
/// typed and has brought which: nothing is charged that its payer has not agreed to by the right
/// code, and the engine brings the bank what that order's payer has typed and nothing else. (That
/// each is brought once, and how many may be tried, stands in the log: call_judge, history_judge.)

#include <map>
#include <set>
#include <string>

#include "base/secret.hpp"
#include "domain/ids.hpp"
#include "sim/judges/verdict.hpp"

namespace sluice::sim {

class code_judge {
 public:
  explicit code_judge(verdict& says) : verdict_(&says) {}

  /// The bank has sent it to the payer of the trade.
  void told(const channel_key& trade, const std::string& code) { told_[trade] = code; }
  void typed(const order_id& by, const std::string& code) { typed_[by].insert(code); }
  /// The engine calls a channel with it.
  void sent(const order_id& of, const secret& code) {
    if (!typed_[of].contains(code.reveal()))
      guilty(to_string(of) + ": a code is sent that its payer has never typed");
  }
  /// It has arrived at the bank.
  void arrived(const channel_key& trade, const std::string& code) {
    if (told_.contains(trade) && told_[trade] == code) agreed_.insert(trade);
  }
  void charged(const channel_key& trade, bool by_code_only) {
    if (by_code_only && !agreed_.contains(trade))
      guilty(trade.value() + ": the payer is charged without the right code");
  }

 private:
  void guilty(const std::string& what) { verdict_->guilty(promise::books_agree, what); }

  verdict* verdict_;
  std::map<channel_key, std::string> told_;
  std::map<order_id, std::set<std::string>> typed_;
  std::set<channel_key> agreed_;
};

}  // namespace sluice::sim
