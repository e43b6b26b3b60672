#pragma once
/// Follows a channel that exchanges its keys in the middle of a world, with the engine's own
/// schedule and dialect: what key_fetcher does over HTTP. Fetches are lost and spoilt like calls.
///
/// It also knows, from the lists as the channel wrote them, which keys the engine has been handed:
/// what another one signs must not be believed.

#include <memory>
#include <set>
#include <string>

#include "adapters/channels/key_schedule.hpp"
#include "sim/wire/faces.hpp"
#include "sim/world/byte_way.hpp"
#include "sim/world/scene.hpp"

namespace sluice::sim {

class key_follower {
 public:
  /// `face` outlives it. Precondition: the dialect fetches its keys.
  key_follower(scene& in, std::string channel, any_face& face, std::shared_ptr<const dialect> first,
               dice own, byte_counts& counts);

  [[nodiscard]] const dialect& speaks() const noexcept { return *speaks_; }

  /// What is due is begun; before each call, as if somebody went round.
  void look();
  void heard(const http_response& said, const channel_answer& by_engine);

  /// The engine may go by the key that signs this, or nothing says which does.
  [[nodiscard]] bool is_handed_out(const http_response& said) const;
  /// Now and then an answer comes signed with a key that the channel has put away.
  [[nodiscard]] http_response now_and_then_by_old_key(http_response said, millis exchanges);

 private:
  void fetch(const std::string& named);
  void take(const std::string& named, const http_response& said, const http_result& arrived);

  scene* scene_;
  std::string channel_;
  any_face* face_;
  std::shared_ptr<const dialect> speaks_;
  dice dice_;
  key_schedule schedule_{};
  std::set<std::string> handed_out_{};
  byte_counts* counts_;
};

}  // namespace sluice::sim
