#pragma once
/// What a bank keeps of agreements (签约): who was shown what, who has signed, what is in force.
/// Its habits are those of Alipay: a number is offered once, ending one that is not in force says
/// so, and what is signed or ended is told unasked.

#include <functional>
#include <string>
#include <unordered_map>

#include "actors/ports/channel_port.hpp"
#include "sim/world/scene.hpp"

namespace sluice::sim {

class agreement_register {
 public:
  using tell_engine = std::function<void(agreement_notice)>;

  agreement_register(scene& in, const scenario_channel& about, tell_engine notify);

  [[nodiscard]] agreement::report handle(const channel_call& call);
  /// What comes to the phone of whoever opens a card.
  static constexpr std::string_view right_code = "246810";

  /// A payer has just paid on a page that lets him sign this one, too.
  void paid_with(const std::string& key);
  /// Whoever shows this number may take the payer's money.
  [[nodiscard]] bool may_charge(const std::string& reference) const;
  [[nodiscard]] bool is_in_force(const std::string& key) const;

 private:
  struct entry {
    enum class status : std::uint8_t { offered, in_force, ended } now = status::offered;
    world_time visible_from{0};
    world_time until{0};  ///< signed by then, if the bank keeps its word
  };
  agreement::report offer(const channel_call& call);
  agreement::report query(const channel_call& call) const;
  agreement::report end(const channel_call& call);
  agreement::report open(const channel_call& call);
  void sign(const std::string& key);
  void payer_ends(const std::string& key);
  void tell(const std::string& key, agreement::report said);
  [[nodiscard]] agreement::report signed_report(const std::string& key) const;

  scene* scene_;
  scenario_channel about_;
  tell_engine notify_;
  named_dice dice_;  ///< by the agreement's number
  std::unordered_map<std::string, entry> all_;
};

}  // namespace sluice::sim
