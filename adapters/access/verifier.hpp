#pragma once
/// Who has signed a request? Asked by the intake for each request that claims to be signed, before
/// its body is read. What the caller may do is another question: domain/access/may.hpp.
///
/// Nothing but a right signature learns anything of a key: an unknown key and a wrong signature are
/// refused with the same words, and whether a key was revoked is told only to who has it.

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <variant>

#include "adapters/access/key_ring.hpp"
#include "adapters/access/nonces.hpp"
#include "adapters/access/verify_pool.hpp"
#include "domain/access/may.hpp"

namespace sluice::access {

/// The headers of a request as they came, and what they are about. Holds its own text: it may be
/// checked on another thread, when the message is gone.
struct claim {
  std::string key_id{}, timestamp{}, nonce{}, signature{};
  std::string prefix{}, subject{}, message_id{}, content_type{}, body{};
  command asked{};  ///< its words are those of the table of endpoints, which stay
};

struct verifier_limits {
  millis window{120'000};  ///< a request's time may differ from ours by so much
  std::size_t most_nonces_of_operators = 65'536;  ///< beyond: busy
  /// Beyond, who asks for a look is busy; what moves money goes on, guarded by its command id. As
  /// much as 15,000 signed requests a second leave behind.
  std::size_t most_nonces_of_others = 2'097'152;
  std::size_t most_waiting = 4096;  ///< Ed25519 signatures that wait to be checked; more: busy
  unsigned threads = 1;
};

class verifier {
 public:
  using found = std::variant<caller, rejection>;
  /// `wall`: the machine's clock. Requests older than its first answer are refused: which nonces
  /// were used before, nobody knows any more.
  explicit verifier(std::function<instant()> wall, verifier_limits limits = {});

  /// Any thread; requests that come from here on are checked by it. Before the first one all who
  /// sign are told to come again.
  void exchange(key_ring next);

  /// Calls `done` exactly once: at once, or from a thread of the pool where the signature is an
  /// Ed25519 one. Where the pool is full: at once, with busy.
  void check(std::shared_ptr<const claim> what, const std::function<void(found)>& done);

 private:
  using ring = std::shared_ptr<const key_ring>;
  [[nodiscard]] ring keys() const;
  [[nodiscard]] found judge(const claim& c, const ring_entry* by, bool fits);

  const std::function<instant()> wall_;
  const verifier_limits limits_;
  const instant began_;
  mutable std::mutex lock_;
  ring keys_;
  nonces of_operators_, of_others_;
  verify_pool pool_;  // last: its threads use all the others
};

}  // namespace sluice::access
