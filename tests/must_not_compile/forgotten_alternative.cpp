// A command that nobody handles does not compile.
#include "base/overloaded.hpp"
#include "domain/order/command.hpp"

bool is_asked_by_merchant(const sluice::order::command& command) {
  using namespace sluice::order;
  using sluice::overloaded;
  return std::visit(
      overloaded{
          [](const pay&) { return true; },
          [](const sluice::order::revoke&) { return true; },
          [](const refund_order&) { return true; },
          [](const capture&) { return true; },
          [](const verify_payer&) { return true; },
          [](const resolve&) { return false; },
          [](const attempt_report&) { return false; },
          [](const revoke_report&) { return false; },
          [](const refund_report&) { return false; },
          [](const risk_answer&) { return false; },
          [](const code_answer&) { return false; },
          [](const fall_due&) { return false; },
          [](const start_held&) { return false; },
#ifdef RIGHT
          [](const restarted&) { return false; },
#endif
      },
      command);
}
