#pragma once
/// What the streams of the log are called: "order/m1/A-1001", "channel/wechat", "merchant/m1",
/// "access", "proposal/<SHA-256>", "routing", "engine", "agreement/m1/S-7", "alarm", "contract",
/// "webhook/m1/shop", "reconciliation/wechat".
/// Names are made of letters, digits, '_' and '-' (domain/ids.hpp), so '/' separates without doubt.

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "domain/approval/proposal_id.hpp"
#include "domain/ids.hpp"
#include "domain/webhook/endpoint_id.hpp"

namespace sluice {

[[nodiscard]] std::string order_stream(const order_id& order);
[[nodiscard]] std::string channel_stream(const channel_id& channel);
[[nodiscard]] std::string merchant_stream(const merchant_id& merchant);
[[nodiscard]] std::string agreement_stream(const agreement_id& agreement);
[[nodiscard]] std::string proposal_stream(const proposal_id& proposal);
/// Of the register of those who may ask; there is one.
[[nodiscard]] std::string access_stream();
/// Of the rules of routing; there is one.
[[nodiscard]] std::string routing_stream();
/// Of the level of the whole engine; there is one.
[[nodiscard]] std::string engine_stream();
/// Of all alarms; there is one.
[[nodiscard]] std::string alarm_stream();
/// Of all contracts; there is one.
[[nodiscard]] std::string contract_stream();
/// What is decided about a merchant's money with us.
[[nodiscard]] std::string balance_stream(const merchant_id& merchant);
/// Of what a channel's bills and the log differ in.
[[nodiscard]] std::string reconciliation_stream(const channel_id& channel);
[[nodiscard]] std::string webhook_stream(const webhook::endpoint_id& endpoint);

struct access_register {
  friend bool operator==(const access_register&, const access_register&) = default;
};
struct routing_rules {
  friend bool operator==(const routing_rules&, const routing_rules&) = default;
};
struct all_alarms {
  friend bool operator==(const all_alarms&, const all_alarms&) = default;
};
struct all_contracts {
  friend bool operator==(const all_contracts&, const all_contracts&) = default;
};
struct balance_of {
  merchant_id merchant;
  friend bool operator==(const balance_of&, const balance_of&) = default;
};
struct reconciliation_of {
  channel_id channel;
  friend bool operator==(const reconciliation_of&, const reconciliation_of&) = default;
};
struct engine_level {
  friend bool operator==(const engine_level&, const engine_level&) = default;
};
using stream_owner =
    std::variant<order_id, channel_id, merchant_id, access_register, proposal_id, routing_rules,
                 engine_level, agreement_id, all_alarms, all_contracts, webhook::endpoint_id,
                 balance_of, reconciliation_of>;

/// Whose stream it is; nothing when no stream is called so.
[[nodiscard]] std::optional<stream_owner> owner_of_stream(std::string_view stream);
/// "m1/A-1001", as people write it. Nothing when it is not a merchant and an order number.
[[nodiscard]] std::optional<order_id> order_from_text(std::string_view text);

}  // namespace sluice
