#pragma once
/// The words of people that others may have to agree to before they are done: each as it was asked
/// for. The front desk hears them, the log keeps those that were proposed, and what carries one out
/// gets it as it stood there.

#include <string>
#include <variant>

#include "domain/access/command.hpp"
#include "domain/access/grant.hpp"
#include "domain/balance/command.hpp"
#include "domain/channel/command.hpp"
#include "domain/contract/command.hpp"
#include "domain/degradation/command.hpp"
#include "domain/merchant/command.hpp"
#include "domain/order/command.hpp"
#include "domain/routing/command.hpp"

namespace sluice {

struct resolve_order {
  order_id order;
  order::resolve verdict;
};
struct change_channel {
  channel_id channel;
  channel::change what;
};
struct force_path {
  channel_id channel;
  channel::force what;
};
struct create_merchant {
  merchant_id merchant;
  merchant::create what;
};
struct change_merchant {
  merchant_id merchant;
  merchant::change what;
};
struct degrade_merchant {
  merchant_id merchant;
  merchant::degrade what;
};
struct promote_merchant {
  merchant_id merchant;
  merchant::promote what;
};

struct degrade_engine {
  degradation::degrade what;
};

struct change_principal {
  access::set_principal what;
};
struct add_key {
  access::add_key what;
};
struct revoke_key {
  access::revoke_key what;
};
struct change_routing {
  routing::change what;
};
struct put_contract {
  contract::put what;
};
struct settle_merchant {
  merchant_id merchant;
  balance::settle what;
};
struct resolve_settlement {
  merchant_id merchant;
  balance::end_settlement what;
};

namespace approval {

using word = std::variant<resolve_order, change_channel, create_merchant, change_merchant,
                          change_principal, add_key, revoke_key, force_path, change_routing,
                          degrade_merchant, promote_merchant, degrade_engine, put_contract,
                          settle_merchant, resolve_settlement>;

/// In the words of access, in version 1 of the interface.
[[nodiscard]] access::command command_of(const word& w);
/// Whose word it is, and why, as it says itself.
[[nodiscard]] signed_by signed_in(const word& w);

}  // namespace approval
}  // namespace sluice
