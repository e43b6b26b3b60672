#include "domain/approval/word.hpp"

#include "base/overloaded.hpp"

namespace sluice::approval {

access::command command_of(const word& w) {
  return std::visit(
      overloaded{
          [](const resolve_order&) { return access::command{"order", "resolve"}; },
          [](const change_channel& c) {
            return access::command{"channel", c.what.what.enabled ? "switch" : "set"};
          },
          [](const force_path&) { return access::command{"channel", "switch"}; },
          [](const create_merchant&) { return access::command{"merchant", "create"}; },
          [](const change_merchant&) { return access::command{"merchant", "set"}; },
          [](const degrade_merchant&) { return access::command{"merchant", "degrade"}; },
          [](const promote_merchant&) { return access::command{"merchant", "promote"}; },
          [](const degrade_engine&) { return access::command{"engine", "degrade"}; },
          [](const change_principal&) { return access::command{"principal", "set"}; },
          [](const add_key&) { return access::command{"key", "add"}; },
          [](const revoke_key&) { return access::command{"key", "revoke"}; },
          [](const change_routing& c) {
            const bool drops = std::holds_alternative<routing::rule_dropped>(c.what.what);
            return access::command{"route", drops ? "drop" : "set"};
          },
          [](const put_contract&) { return access::command{"contract", "put"}; },
          [](const settle_merchant&) { return access::command{"settlement", "run"}; },
          [](const resolve_settlement&) { return access::command{"settlement", "resolve"}; },
      },
      w);
}

signed_by signed_in(const word& w) {
  return std::visit(
      overloaded{
          [](const resolve_order& q) {
            return signed_by{q.verdict.operator_name, q.verdict.reason};
          },
          [](const change_channel& q) { return q.what.who; },
          [](const force_path& q) { return q.what.who; },
          [](const create_merchant& q) { return q.what.who; },
          [](const change_merchant& q) { return q.what.who; },
          [](const degrade_merchant& q) { return q.what.who; },
          [](const promote_merchant& q) { return q.what.who; },
          [](const degrade_engine& q) { return q.what.who; },
          [](const change_principal& q) { return q.what.who; },
          [](const add_key& q) { return q.what.who; },
          [](const revoke_key& q) { return q.what.who; },
          [](const change_routing& q) { return q.what.who; },
          [](const put_contract& q) { return q.what.who; },
          [](const settle_merchant& q) { return q.what.who; },
          [](const resolve_settlement& q) { return q.what.who; },
      },
      w);
}

}  // namespace sluice::approval
