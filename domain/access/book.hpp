#pragma once
/// Everything that says who may ask for what, at one moment. Never changed once it is in use: who
/// has another puts it in its place as a whole (actors/ports/shared_book.hpp).

#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "domain/access/grant.hpp"
#include "domain/access/principal.hpp"
#include "domain/approval/rule.hpp"

namespace sluice::access {

struct book {
  std::unordered_map<principal_id, principal> principals{};
  std::unordered_map<key_id, key> keys{};
  /// Caller × system × operation × version.
  std::unordered_map<principal_id, std::vector<grant>> grants{};
  /// Merchants whose services need not sign.
  std::unordered_set<merchant_id> open{};
  /// How many persons must want a word, where that is not as usual.
  std::vector<approval::rule> approvals{};

  /// With what is granted to it. A principal of this name is replaced.
  void add(principal who, std::vector<grant> what) {
    grants[who.id] = std::move(what);
    const auto id = who.id;
    principals.insert_or_assign(id, std::move(who));
  }
  void add(key k) {
    const auto id = k.id;
    keys.insert_or_assign(id, std::move(k));
  }
};

/// In which these merchants are open, and nobody else is known: for who measures or tests something
/// else.
[[nodiscard]] inline book open_book(std::unordered_set<merchant_id> open) {
  book out;
  out.open = std::move(open);
  return out;
}

}  // namespace sluice::access
