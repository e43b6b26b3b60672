#pragma once
/// A judge's own book of those who may ask and are changed while the engine runs: what the events
/// say becomes so, in the order in which the log has them. Nothing of domain/access is used here
/// but the events. Only callers who look at orders are told from others.

#include <map>
#include <optional>
#include <set>
#include <string>

#include "actors/desk/request.hpp"
#include "events/codec.hpp"
#include "sim/judges/verdict.hpp"

namespace sluice::sim {

class register_book {
 public:
  explicit register_book(verdict& says) : verdict_(&says) {}

  void durable(const access::event& e);
  /// By the rules as people know them.
  [[nodiscard]] bool may_ask(const access::key_id& by, const question& what) const;

 private:
  struct entry {
    bool is_service = false;
    std::set<std::string> merchants, grants;  ///< as they are written
    friend bool operator==(const entry&, const entry&) = default;
  };
  struct principal {
    entry now;
    std::optional<entry> in_file{};
  };
  struct key {
    access::principal_id owner;
    bool is_secret_shared = false;  ///< HMAC: the engine has the secret, too
    bool is_revoked = false;
    std::optional<access::known_key> in_file{};
  };
  [[nodiscard]] static entry entry_of(const access::terms& t);
  void file_says(const access::principal_declared& e);
  void person_says(const access::principal_set& e);
  void file_says(const access::known_key& k);
  void withdrawn(const access::key_id& id);
  void withdrawn(const access::principal_id& id);

  verdict* verdict_;
  std::map<access::principal_id, principal> principals_;
  std::map<access::key_id, key> keys_;
};

}  // namespace sluice::sim
