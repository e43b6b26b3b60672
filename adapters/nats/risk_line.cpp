#include "adapters/nats/risk_line.hpp"

#include <nlohmann/json.hpp>

#include "adapters/nats/message.hpp"

namespace sluice::nats {

std::string risk_body(const risk_question& q, const std::string& answer_to) {
  nlohmann::ordered_json out{
      {"merchant", q.order.merchant.value()},
      {"order_no", q.order.number.value()},
      {"question", q.number},
      {"business_type", name_of(q.type)},
      {"amount_minor", q.amount.minor_units},
      {"currency", name_of(q.amount.unit)},
      {"paid_with", q.paid_with.text()},
      {"payment_code", q.masked_code}};
  if (q.number > 0) out["code"] = q.code.reveal();
  if (q.is_shadow) out["shadow"] = true;
  out["within_ms"] = q.within.count();
  out["answer_to"] = answer_to;
  return out.dump();
}

risk_line::risk_line(std::shared_ptr<connection> to, const std::string& prefix,
                     const std::string& engine_prefix)
    : to_(std::move(to)),
      about_orders_(prefix + ".order"),
      about_codes_(prefix + ".code"),
      answer_to_(engine_prefix + ".risk.answer") {}

/// While the connection is lost nothing is put aside for later: it would come too late.
bool risk_line::ask(const risk_question& what) {
  if (!to_->is_connected()) return false;
  const auto message =
      make_message(what.number == 0 ? about_orders_ : about_codes_, risk_body(what, answer_to_));
  if (message == nullptr) return false;
  set_header(*message, "Content-Type", "application/json");
  return natsConnection_PublishMsg(to_->handle(), message.get()) == NATS_OK;
}

}  // namespace sluice::nats
