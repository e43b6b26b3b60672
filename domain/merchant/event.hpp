#pragma once
/// What has happened to a merchant: its permissions changed. Written by the merchant actor, so that
/// the log says what a merchant was allowed at any time. Never a key: keys are not logged.
/// The written form: events/v1/merchant.proto.

#include <vector>

#include "domain/ids.hpp"
#include "domain/policy.hpp"

namespace sluice::merchant {

struct configured {
  merchant_id merchant;
  bool enabled = true;
  std::vector<business_type> business_types{};
  std::vector<channel_id> channels{};
  friend bool operator==(const configured&, const configured&) = default;
};

}  // namespace sluice::merchant
