#pragma once
/// What a merchant can be told about what it may do.

#include <variant>
#include <vector>

#include "domain/merchant/event.hpp"

namespace sluice::merchant {

/// A section of the file.
struct section {
  bool enabled = true;
  std::vector<business_type> business_types{};
  std::vector<channel_id> channels{};  ///< may be used, best first
  limit_values limits{};
  friend bool operator==(const section&, const section&) = default;
};

/// The file says so: at a start, and when it is read again.
struct take_over {
  section in_file;
};
/// The file does not know it any more.
struct withdraw {};
/// A person applies for it.
struct create {
  change_of what;
  signed_by who;
};
/// A person wants something else for it.
struct change {
  change_of what;
  signed_by who;
};

/// Its own actor is about to let orders through that need so much.
struct reserve {
  reserved_amounts what;
};

using command =
    std::variant<take_over, withdraw, create, change, degrade, promote, follow_rule, reserve>;

}  // namespace sluice::merchant
