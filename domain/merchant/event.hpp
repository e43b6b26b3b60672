#pragma once
/// What has happened to a merchant: somebody changed what it may do. Written by the merchant's
/// actor, so that the log says what a merchant was allowed at any time, and who wanted it. Never a
/// key: keys are not logged. The written form: events/v1/merchant.proto.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "domain/ids.hpp"
#include "domain/merchant/amounts.hpp"
#include "domain/merchant/life.hpp"
#include "domain/merchant/limits.hpp"
#include "domain/merchant/measure.hpp"
#include "domain/origin.hpp"
#include "domain/policy.hpp"

namespace sluice::merchant {

/// The file's section, as it was taken over. What it says otherwise than the section before becomes
/// so; what a person has changed since stays, unless the file changes it too.
struct configured {
  merchant_id merchant;
  bool enabled = true;  ///< active or frozen
  std::vector<business_type> business_types{};
  std::vector<channel_id> channels{};
  friend bool operator==(const configured&, const configured&) = default;
};

/// A paper that was handed in: what it is called and the SHA-256 of it. The paper is kept
/// elsewhere.
struct document {
  std::string name;
  std::string sha256;  ///< 64 hexadecimal digits, lower case
  friend bool operator==(const document&, const document&) = default;
};

/// What becomes something else; the rest stays. Documents are added.
struct change_of {
  std::optional<merchant::life> life{};
  std::optional<std::vector<business_type>> business_types{};
  std::optional<std::vector<channel_id>> channels{};
  std::vector<document> documents{};
  limit_values limits{};  ///< 0: no limit any more
  friend bool operator==(const change_of&, const change_of&) = default;
};

/// A person applied for it: it exists from now on.
struct created {
  merchant_id merchant;
  change_of what;  ///< without a life
  signed_by who;
  friend bool operator==(const created&, const created&) = default;
};

/// A person changed what is named.
struct changed {
  merchant_id merchant;
  change_of what;
  signed_by who;
  friend bool operator==(const changed&, const changed&) = default;
};

/// Its section has left the file: it takes no new orders until somebody says so again.
struct withdrawn {
  merchant_id merchant;
  friend bool operator==(const withdrawn&, const withdrawn&) = default;
};

/// The limits of the file's section, all of them, as they were taken over: as with configured.
struct limited {
  merchant_id merchant;
  limit_values limits;
  friend bool operator==(const limited&, const limited&) = default;
};

/// Of a limit for a day or month so much is taken as used from now on.
struct amount_reserved {
  merchant_id merchant;
  amount_name name;
  reserved_amount what;
  friend bool operator==(const amount_reserved&, const amount_reserved&) = default;
};

using event = std::variant<configured, created, changed, withdrawn, limited, degraded, promoted,
                           amount_reserved>;

}  // namespace sluice::merchant
