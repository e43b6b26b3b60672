#pragma once
/// What the register of those who may ask can be told. (access::command is what a request asks
/// for.)

#include <map>
#include <optional>
#include <unordered_set>
#include <variant>

#include "domain/access/terms.hpp"
#include "domain/approval/rule.hpp"
#include "domain/origin.hpp"

namespace sluice::access {

/// File and keystore say so, all of it: at a start, and when they are read again.
struct take_over {
  std::map<principal_id, terms> principals{};
  std::map<key_id, known_key> keys{};
  /// Merchants whose services need not sign; the file's word alone.
  std::unordered_set<merchant_id> open{};
  /// How many persons must want a word, where that is not as usual; the file's word alone.
  std::vector<approval::rule> approvals{};
};

/// A person makes a principal, or wants something else of one.
struct set_principal {
  principal_id principal;
  terms_change what;
  signed_by who;
};

/// A person gives a principal a key, of which its owner keeps the other half.
struct add_key {
  key_id key;
  principal_id owner;
  ed25519_public half{};
  instant from{};  ///< instant{}: at once
  std::optional<instant> until{};
  signed_by who;
};

/// A person takes a key out of use.
struct revoke_key {
  key_id key;
  signed_by who;
};

using word = std::variant<take_over, set_principal, add_key, revoke_key>;

}  // namespace sluice::access
