#include "sim/judges/questions.hpp"

#include "base/overloaded.hpp"

namespace sluice::sim {

std::string_view verb_of(const question& ask) {
  return std::visit(
      overloaded{
          [](const create_order&) -> std::string_view { return "order.create"; },
          [](const get_order&) -> std::string_view { return "order.get"; },
          [](const revoke_order&) -> std::string_view { return "order.revoke"; },
          [](const capture_order&) -> std::string_view { return "order.capture"; },
          [](const verify_order&) -> std::string_view { return "order.verify"; },
          [](const answer_risk&) -> std::string_view { return "risk.answer"; },
          [](const create_refund&) -> std::string_view { return "refund.create"; },
          [](const get_refund&) -> std::string_view { return "refund.get"; },
          [](const resolve_order&) -> std::string_view { return "order.resolve"; },
          [](const list_channels&) -> std::string_view { return "channel.list"; },
          [](const get_channel&) -> std::string_view { return "channel.get"; },
          [](const change_channel&) -> std::string_view { return "channel.set"; },
          [](const force_path&) -> std::string_view { return "channel.switch"; },
          [](const list_merchants&) -> std::string_view { return "merchant.list"; },
          [](const get_merchant&) -> std::string_view { return "merchant.get"; },
          [](const create_merchant&) -> std::string_view { return "merchant.create"; },
          [](const change_merchant&) -> std::string_view { return "merchant.set"; },
          [](const degrade_merchant&) -> std::string_view { return "merchant.degrade"; },
          [](const promote_merchant&) -> std::string_view { return "merchant.promote"; },
          [](const get_engine&) -> std::string_view { return "engine.get"; },
          [](const list_webhooks&) -> std::string_view { return "webhook.list"; },
          [](const enable_webhook&) -> std::string_view { return "webhook.enable"; },
          [](const list_alarms&) -> std::string_view { return "alarm.list"; },
          [](const acknowledge_alarm&) -> std::string_view { return "alarm.ack"; },
          [](const silence_alarms&) -> std::string_view { return "alarm.silence"; },
          [](const get_link_figures&) -> std::string_view { return "link.figures"; },
          [](const degrade_engine&) -> std::string_view { return "engine.degrade"; },
          [](const reload_configuration&) -> std::string_view { return "config.reload"; },
          [](const list_people&) -> std::string_view { return "operator.list"; },
          [](const confirm_proposal&) -> std::string_view { return "operator.confirm"; },
          [](const list_principals&) -> std::string_view { return "principal.list"; },
          [](const change_principal&) -> std::string_view { return "principal.set"; },
          [](const list_keys&) -> std::string_view { return "key.list"; },
          [](const add_key&) -> std::string_view { return "key.add"; },
          [](const revoke_key&) -> std::string_view { return "key.revoke"; },
          [](const get_rulebook&) -> std::string_view { return "route.get"; },
          [](const change_routing& q) -> std::string_view {
            return std::holds_alternative<routing::rule_dropped>(q.what.what)
                       ? "route.drop"
                       : "route.set";
          },
          [](const get_account&) -> std::string_view { return "account.get"; },
          [](const get_contract&) -> std::string_view { return "contract.get"; },
          [](const put_contract&) -> std::string_view { return "contract.put"; },
          [](const list_settlements&) -> std::string_view { return "settlement.list"; },
          [](const settle_merchant&) -> std::string_view { return "settlement.run"; },
          [](const resolve_settlement&) -> std::string_view { return "settlement.resolve"; },
          [](const report_bill&) -> std::string_view { return "bill.report"; },
          [](const list_differences&) -> std::string_view { return "difference.list"; },
          [](const get_difference&) -> std::string_view { return "difference.get"; },
          [](const resolve_difference&) -> std::string_view { return "difference.resolve"; },
          [](const get_trace&) -> std::string_view { return "order.trace"; },
          [](const get_route&) -> std::string_view { return "route.explain"; },
          [](const imagine_route&) -> std::string_view { return "route.imagine"; },
          [](const list_methods&) -> std::string_view { return "method.list"; },
          [](const create_agreement&) -> std::string_view { return "agreement.create"; },
          [](const get_agreement&) -> std::string_view { return "agreement.get"; },
          [](const verify_agreement&) -> std::string_view { return "agreement.verify"; },
          [](const end_agreement&) -> std::string_view { return "agreement.cancel"; },
      },
      ask);
}

order_id order_of(const question& ask) {
  return std::visit(
      [](const auto& q) {
        if constexpr (requires { q.order; })
          return q.order;
        else
          return order_id{};
      },
      ask);
}

std::string subject_of(const question& ask) {
  return std::visit(
      [](const auto& q) -> std::string {
        if constexpr (requires { q.order; })
          return to_string(q.order);
        else if constexpr (requires { q.agreement.merchant; })
          return "agreement " + to_string(q.agreement);
        else if constexpr (requires { q.channel; })
          return "channel " + q.channel.value();
        else if constexpr (requires { q.merchant; })
          return "merchant " + q.merchant.value();
        else if constexpr (requires { q.what.principal; })
          return "principal " + q.what.principal.value();
        else if constexpr (requires { q.what.key; })
          return "key " + q.what.key.value();
        else
          return {};
      },
      ask);
}

}  // namespace sluice::sim
