#pragma once
/// Which connections a server keeps when more come than it may have. Whoever has been silent for
/// longest makes way: an honest client sends its request at once, and so is never the one. Pure
/// bookkeeping: no socket, no clock; the server tells what happens and closes what it is told to.
///
/// Used by http_server, on its thread.

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace sluice {

class admission {
 public:
  using moment = std::chrono::steady_clock::time_point;
  using id = std::uint64_t;

  struct limits {
    std::size_t connections = 0;
    std::size_t per_peer = 0;
    /// Descriptors from this number on are for the rest of the process. The system gives out the
    /// lowest free one, so a socket's own number tells how many are taken.
    int first_reserved = 0;
  };

  enum class limit : std::uint8_t { connections, per_peer, descriptors };

  struct verdict {
    std::optional<id> taken{};  ///< nothing: close the newcomer
    std::vector<id> make_way{};  ///< close these
    std::optional<limit> reached{};
  };

  explicit admission(limits allowed) : allowed_(allowed), room_(allowed.connections) {}

  /// Somebody connects, and waits for nothing yet.
  [[nodiscard]] verdict arrive(const std::string& peer, int descriptor, moment now);
  /// A request is with the handler, or its answer is being sent: this one cannot make way.
  void busy(id one);
  void quiet(id one, moment now);
  void gone(id one);

  /// The one that makes way when there is no descriptor left. Nothing: all are busy.
  [[nodiscard]] std::optional<id> longest_quiet() const;
  [[nodiscard]] std::size_t size() const noexcept { return all_.size(); }

 private:
  struct connection {
    std::string peer;
    std::optional<moment> quiet_since{};
  };

  void watch_descriptors(int descriptor, moment now);
  /// False: nobody can make way.
  [[nodiscard]] bool evict(verdict& into, const std::string* only_of);

  limits allowed_;
  std::size_t room_;  ///< allowed_.connections, less while descriptors are short
  moment room_until_{};
  id next_ = 1;
  std::map<id, connection> all_{};
  std::map<std::string, std::size_t> by_peer_{};
  std::set<std::pair<moment, id>> quiet_{};
};

/// For people: "connections of one address".
[[nodiscard]] std::string_view name_of(admission::limit reached) noexcept;

}  // namespace sluice
