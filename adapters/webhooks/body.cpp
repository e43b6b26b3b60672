#include "adapters/webhooks/body.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/time_text.hpp"
#include "domain/policy.hpp"

namespace sluice::webhooks {
namespace {

/// In the order in which the fields are written. Each is named here, so that one that is added to
/// what the engine answers changes no byte.
using json = nlohmann::ordered_json;

json data_of_refund(const webhook_message& what) {
  json out;
  out["refund_no"] = what.refund.value();
  const auto& all = what.order.refunds;
  const auto named = std::ranges::find(all, what.refund.value(), &refund_view::refund_no);
  if (named == all.end()) return out;  // of an order with more refunds than are told
  out["state"] = named->state;
  out["purpose"] = named->purpose;
  out["amount_minor"] = named->amount.minor_units;
  out["returned_minor"] = named->returned_minor;
  // Of one that is done it is the word of an earlier answer, which reads like a failure.
  out["code"] = named->state == "done" ? std::string{} : named->code;
  return out;
}

json data_of(const webhook_message& what) {
  const auto& order = what.order;
  json out{{"body_version", body_version},
           {"merchant", order.order.merchant.value()},
           {"order_no", order.order.number.value()},
           {"version", what.version},
           {"state", order.state},
           {"business_type", name_of(order.type)},
           {"amount_minor", order.amount.minor_units},
           {"currency", name_of(order.amount.unit)},
           {"refunded_minor", order.refunded_minor}};
  if (policy_of(order.type).captured_later) out["captured_minor"] = order.captured_minor;
  out["channel"] = order.channel;
  out["code"] = order.code;
  if (!order.money_returned.empty()) out["money_returned"] = order.money_returned;
  if (order.is_shadow) out["test"] = true;
  if (!what.refund.value().empty()) out["refund"] = data_of_refund(what);
  return out;
}

}  // namespace

std::string body_of(const webhook_message& what) {
  const json body{{"type", what.event}, {"timestamp", rfc3339(what.at)}, {"data", data_of(what)}};
  return body.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace sluice::webhooks
