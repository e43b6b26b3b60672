#pragma once
/// Questions to the risk service, as NATS messages: whether an order may begin on `<prefix>.order`,
/// a payer's code on `<prefix>.code`. Their answers are requests to the engine like any other
/// (risk.answer), signed by a principal of the kind "risk". Called by the examiner's thread.

#include <memory>
#include <string>

#include "actors/ports/risk_port.hpp"
#include "adapters/nats/connection.hpp"

namespace sluice::nats {

/// The question as JSON. Of a payment code the masked form; the payer's own code is told, because
/// only the service knows which is right.
[[nodiscard]] std::string risk_body(const risk_question& q, const std::string& answer_to);

class risk_line final : public risk_port {
 public:
  /// `engine_prefix`: under which the answers are taken.
  risk_line(std::shared_ptr<connection> to, const std::string& prefix,
            const std::string& engine_prefix);
  [[nodiscard]] bool ask(const risk_question& what) override;

 private:
  std::shared_ptr<connection> to_;
  std::string about_orders_, about_codes_, answer_to_;
};

}  // namespace sluice::nats
