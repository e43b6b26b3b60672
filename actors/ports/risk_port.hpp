#pragma once
/// What the engine needs to ask the risk service: somebody outside who says whether an order may
/// begin, and whether a payer's code is the right one. Asked by the examiner; implemented in
/// adapters/nats, and by the simulator. The answer comes in at the front door, as risk.answer.

#include "base/instant.hpp"
#include "base/secret.hpp"
#include "domain/ids.hpp"
#include "domain/instrument.hpp"
#include "domain/money.hpp"
#include "domain/policy.hpp"

namespace sluice {

/// Which question about an order: 0: may it begin? From 1: is this code, counted so, the right one?
using risk_question_no = std::uint8_t;

struct risk_question {
  order_id order;
  risk_question_no number = 0;
  business_type type = business_type::payment_code;
  money amount;
  instrument paid_with{};
  std::string masked_code{};  ///< of the payment code
  bool is_shadow = false;  ///< test traffic
  secret code{};  ///< the payer's, of a question about it
  millis within{};  ///< an answer after that changes nothing
};

class risk_port {
 public:
  virtual ~risk_port() = default;
  /// Never blocks. False: it cannot be asked now.
  [[nodiscard]] virtual bool ask(const risk_question& what) = 0;
};

}  // namespace sluice
