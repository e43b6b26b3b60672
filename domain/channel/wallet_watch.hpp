#pragma once
/// For which wallets no channel is left: of those that take its payment codes and are switched on
/// none is closed to the breaker, nor by people. It is a state of its own (`all_paths_open`): a few
/// probes pass, everything else is refused, and people must hear of it. Pure; kept by a follower of
/// the log (actors/follow/alarms.hpp), with what it was told.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "domain/channel/event.hpp"
#include "domain/wallet.hpp"

namespace sluice::channel {

/// A channel that takes a wallet's payment codes, as the configuration says.
struct wallet_channel {
  channel_id id;
  wallet reaches;
  bool is_on = true;  ///< as long as its stream has said nothing
};

struct wallet_turn {
  wallet which;
  bool is_shut;  ///< the last of its channels has opened; otherwise one is closed again
  friend bool operator==(const wallet_turn&, const wallet_turn&) = default;
};

class wallet_watch {
 public:
  explicit wallet_watch(const std::vector<wallet_channel>& all);

  /// Nothing: it changes nothing for a wallet.
  [[nodiscard]] std::optional<wallet_turn> take(const channel_id& channel, const event& e);

  /// What it has been told, a line a channel and a wallet, for restore.
  [[nodiscard]] std::string text() const;
  /// Of channels that the configuration has no more nothing is taken up. False: it is no such text.
  [[nodiscard]] bool restore(std::string_view text);

 private:
  struct standing {
    wallet reaches;
    bool is_on = true;
    std::optional<bool> in_file{};  ///< what the file said last
    breaker_phase phase = breaker_phase::closed;
    path_switch forced = path_switch::automatic;
    [[nodiscard]] bool is_closed() const noexcept;
  };
  [[nodiscard]] bool is_shut(wallet w) const;
  [[nodiscard]] bool restore_line(const std::string& line);

  std::map<channel_id, standing> all_;
  std::set<wallet> shut_;
};

}  // namespace sluice::channel
