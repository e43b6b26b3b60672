#include "app/demo/requests.hpp"

namespace sluice::demo {

nlohmann::json naming_body(const planned_order& plan) {
  return {{"merchant", plan.merchant}, {"order_no", plan.order_no}};
}

std::string description_of(const planned_order& plan) {
  return "coffee for guest " + plan.order_no + ", to go";
}

nlohmann::json create_body(const planned_order& plan) {
  auto body = naming_body(plan);
  body["business_type"] = name_of(plan.type);
  body["amount_minor"] = plan.amount_minor;
  body["currency"] = "CNY";
  if (!plan.payment_code.empty()) body["payment_code"] = plan.payment_code;
  if (plan.type == business_type::jsapi) body["payer_id"] = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";
  if (plan.type == business_type::h5) body["payer_ip"] = "203.0.113.7";
  if (!plan.agreement.empty())
    body["agreement_no"] = plan.agreement;
  else if (plan.type == business_type::quick_pay)
    body["payer_token"] = "6235240000020757577";
  body["description"] = description_of(plan);
  body["reply_when"] = plan.accepted_is_enough ? "accepted" : "final";
  if (!plan.channel.empty()) body["channel"] = plan.channel;
  return body;
}

nlohmann::json revoke_body(const planned_order& plan) {
  auto body = naming_body(plan);
  body["reply_when"] = "final";
  return body;
}

nlohmann::json capture_body(const planned_order& plan, std::int64_t amount_minor) {
  auto body = revoke_body(plan);
  body["amount_minor"] = amount_minor;
  body["currency"] = "CNY";
  return body;
}

nlohmann::json refund_naming_body(const planned_order& plan, const std::string& refund_no) {
  auto body = naming_body(plan);
  body["refund_no"] = refund_no;
  return body;
}

nlohmann::json refund_body(const planned_order& plan, const std::string& refund_no,
                           std::int64_t amount_minor) {
  auto body = refund_naming_body(plan, refund_no);
  body["amount_minor"] = amount_minor;
  body["currency"] = "CNY";
  return body;
}

}  // namespace sluice::demo
