#pragma once
/// What one engine tells the others that hear the same requests. Also its face for people.

#include <cstdint>
#include <string>

#include "base/instant.hpp"

namespace sluice::ownership {

enum class standing : std::uint8_t {
  waiting,   ///< takes over when nobody owns any more
  asking,    ///< is about to take over, unless somebody objects
  taking,    ///< has heard no objection: the last word before it owns
  holding,   ///< owns
  draining,  ///< owns, and will let go soon
  leaving,   ///< has let go
};

struct claim {
  std::string process{};  ///< a token that is nobody else's, not even the next start's
  std::uint64_t number = 0;  ///< of the process's claims: 1, 2, 3, …
  standing stands = standing::asking;
  instant since{};  ///< owner since; 0: it never was
  bool ready = false;  ///< waiting only: hears requests already, to answer them when it owns
  std::string log{};  ///< id of its log; empty: not opened yet
  std::string where{};  ///< "process 4711 on host-a"
  std::string home{};  ///< log, incarnation and host: only one process at a time is at home there
  std::string group = "q";  ///< of those who share the requests: who hears there hears a part

  friend bool operator==(const claim&, const claim&) = default;
};

/// The same answer on both sides, whoever asks: who has owned longer, otherwise the lower token.
[[nodiscard]] bool precedes(const claim& a, const claim& b) noexcept;

}  // namespace sluice::ownership
