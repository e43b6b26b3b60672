#pragma once
/// Carries the calls to one channel as the bytes of a dialect: the dialect assembles and signs, a
/// face of that language asks the world's bank, its signed bytes are spoilt on the way or not, and
/// the dialect reads what is left. Which dialect, each world's channel draws.
///
/// What a channel tells of its own accord comes to the dialect's ears as a signed request, if it is
/// a signed word about a payment that travelled so; spoilt now and then, too.
///
/// Channel and engine share the machine's clock, as it was when the call left. The clock of some is
/// off by less than the five minutes after which WeChat Pay's signatures count as stale.

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "sim/wire/accounts.hpp"
#include "sim/wire/faces.hpp"
#include "sim/wire/hearing_judge.hpp"
#include "sim/wire/key_follower.hpp"
#include "sim/world/byte_way.hpp"
#include "sim/world/scene.hpp"

namespace sluice::sim {

/// Puts something else in a dialect's place. For tests of the judge.
using dialect_change =
    std::function<std::shared_ptr<const dialect>(std::shared_ptr<const dialect> right)>;

/// Every channel speaks, for the kinds of business that any dialect serves; all else is handed over
/// as it is.
[[nodiscard]] byte_way_maker spoken_ways(dialect_change change = {});

class spoken_way final : public byte_way {
 public:
  struct language {
    const dialect_row* row;
    account_kind kind;
    std::shared_ptr<const dialect> ours, of_somebody_else;
    std::set<business_type> types;  ///< that are spoken of
    millis exchanges_keys{0};  ///< the channel does, so often; zero: never
  };
  spoken_way(scene& in, const scenario_channel& about, bank& at_the_end, byte_counts& counts,
             language speaks);

  [[nodiscard]] channel_answer carry(const channel_call& call) override;
  [[nodiscard]] std::optional<channel_notification> tell(const channel_notification& n) override;
  [[nodiscard]] std::optional<agreement_notice> tell(const agreement_notice& n) override;

 private:
  /// The dialect has words for it; else it goes as it is.
  [[nodiscard]] bool can_say(const channel_call& call) const;
  /// What is signed so no face has seen, and could not speak of afterwards.
  void remember_number(const channel_key& agreement, const agreement::report& said);
  [[nodiscard]] channel_answer ask_bank(const channel_call& call);
  struct old_answer {
    std::string key;
    http_response said;
  };
  using damage = std::optional<byte_hazard>;
  [[nodiscard]] damage draw(const channel_call& call);
  [[nodiscard]] channel_answer send(const channel_call& call, damage how, http_request request);
  [[nodiscard]] channel_answer hand_to_payer(const channel_call& call, payer_action action);
  [[nodiscard]] channel_answer understood(const channel_call& call, damage how,
                                          const http_result& result);
  [[nodiscard]] http_result on_the_way(const channel_call& call, damage& how, http_response said);
  [[nodiscard]] const dialect& ours() const noexcept;
  void strike(byte_hazard h, const channel_call& call);
  template <class Notice>
  [[nodiscard]] std::optional<Notice> told(const Notice& n);
  [[nodiscard]] std::optional<http_request> notice_of(const channel_notification& n);
  [[nodiscard]] std::optional<http_request> notice_of(const agreement_notice& n);

  scene* scene_;
  scenario_channel about_;
  bank* bank_;
  byte_counts* counts_;
  language speaks_;
  bank_behind behind_;
  std::unique_ptr<any_face> face_;
  std::unique_ptr<key_follower> keys_;  ///< nothing: they are not exchanged
  hearing_judge judge_;
  bool is_spoilt_ = false;  ///< bytes can be
  dice dice_;
  millis clock_is_off_{0};  ///< the channel's, from the machine's
  std::uint64_t notices_ = 0;
  std::deque<old_answer> old_answers_{};
  std::set<channel_key> said_otherwise_{};  ///< agreements that no face has seen
  std::set<std::string> numbers_otherwise_{};  ///< by which these are charged
};

}  // namespace sluice::sim
