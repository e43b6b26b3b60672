#pragma once
/// The register of those who may ask, as its stream says: who there is and by which keys, who said
/// so, and what file and keystore said when they were last taken over.

#include <array>
#include <map>
#include <optional>

#include "domain/access/event.hpp"

namespace sluice::access {

struct held_principal {
  terms now{};
  std::array<origin, term_count> from{};  ///< by term
  std::optional<terms> in_file{};         ///< nothing: made while the engine ran
  friend bool operator==(const held_principal&, const held_principal&) = default;
};

struct held_key {
  known_key now{};
  origin from{};
  origin revoked_by{};  ///< nobody: it is not revoked
  std::optional<known_key> in_file{};
  friend bool operator==(const held_key&, const held_key&) = default;
};

struct state {
  std::map<principal_id, held_principal> principals{};
  /// Those that were revoked stay: nobody gets their ids again, nor brings them back.
  std::map<key_id, held_key> keys{};
  friend bool operator==(const state&, const state&) = default;
};

/// The state after an event that was decided at this time.
void apply(state& s, const event& e, instant at);

}  // namespace sluice::access
