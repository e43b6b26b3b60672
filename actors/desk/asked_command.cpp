#include "actors/desk/asked_command.hpp"

#include "base/overloaded.hpp"

namespace sluice {

access::command command_of(const request& r) {
  const auto in_its_version = [&](std::string_view system, std::string_view operation) {
    return access::command{system, operation, r.version};
  };
  return std::visit(
      overloaded{
          [&](const create_order&) { return in_its_version("order", "create"); },
          [&](const get_order&) { return in_its_version("order", "get"); },
          [&](const revoke_order&) { return in_its_version("order", "revoke"); },
          [&](const capture_order&) { return in_its_version("order", "capture"); },
          [&](const verify_order&) { return in_its_version("order", "verify"); },
          [&](const answer_risk&) { return in_its_version("risk", "answer"); },
          [&](const create_refund&) { return in_its_version("refund", "create"); },
          [&](const get_refund&) { return in_its_version("refund", "get"); },
          [&](const resolve_order&) { return in_its_version("order", "resolve"); },
          [&](const list_channels&) { return in_its_version("channel", "list"); },
          [&](const get_channel&) { return in_its_version("channel", "get"); },
          [&](const change_channel& q) {
            return in_its_version("channel", q.what.what.enabled ? "switch" : "set");
          },
          [&](const force_path&) { return in_its_version("channel", "switch"); },
          [&](const list_merchants&) { return in_its_version("merchant", "list"); },
          [&](const get_merchant&) { return in_its_version("merchant", "get"); },
          [&](const create_merchant&) { return in_its_version("merchant", "create"); },
          [&](const change_merchant&) { return in_its_version("merchant", "set"); },
          [&](const degrade_merchant&) { return in_its_version("merchant", "degrade"); },
          [&](const promote_merchant&) { return in_its_version("merchant", "promote"); },
          [&](const get_engine&) { return in_its_version("engine", "get"); },
          [&](const degrade_engine&) { return in_its_version("engine", "degrade"); },
          [&](const reload_configuration&) { return in_its_version("config", "reload"); },
          [&](const list_people&) { return in_its_version("operator", "list"); },
          [&](const confirm_proposal&) { return in_its_version("operator", "confirm"); },
          [&](const list_principals&) { return in_its_version("principal", "list"); },
          [&](const change_principal&) { return in_its_version("principal", "set"); },
          [&](const list_keys&) { return in_its_version("key", "list"); },
          [&](const add_key&) { return in_its_version("key", "add"); },
          [&](const revoke_key&) { return in_its_version("key", "revoke"); },
          [&](const get_rulebook&) { return in_its_version("route", "get"); },
          [&](const get_account&) { return in_its_version("account", "get"); },
          [&](const get_contract&) { return in_its_version("contract", "get"); },
          [&](const put_contract&) { return in_its_version("contract", "put"); },
          [&](const list_settlements&) { return in_its_version("settlement", "list"); },
          [&](const settle_merchant&) { return in_its_version("settlement", "run"); },
          [&](const resolve_settlement&) { return in_its_version("settlement", "resolve"); },
          [&](const report_bill&) { return in_its_version("bill", "report"); },
          [&](const list_differences&) { return in_its_version("difference", "list"); },
          [&](const get_difference&) { return in_its_version("difference", "get"); },
          [&](const resolve_difference&) { return in_its_version("difference", "resolve"); },
          [&](const get_trace&) { return in_its_version("order", "trace"); },
          [&](const get_route&) { return in_its_version("route", "explain"); },
          [&](const imagine_route&) { return in_its_version("route", "explain"); },
          [&](const list_methods&) { return in_its_version("method", "list"); },
          [&](const create_agreement&) { return in_its_version("agreement", "create"); },
          [&](const get_agreement&) { return in_its_version("agreement", "get"); },
          [&](const verify_agreement&) { return in_its_version("agreement", "verify"); },
          [&](const end_agreement&) { return in_its_version("agreement", "cancel"); },
          [&](const list_webhooks&) { return in_its_version("webhook", "list"); },
          [&](const enable_webhook&) { return in_its_version("webhook", "enable"); },
          [&](const list_alarms&) { return in_its_version("alarm", "list"); },
          [&](const acknowledge_alarm&) { return in_its_version("alarm", "ack"); },
          [&](const silence_alarms&) { return in_its_version("alarm", "silence"); },
          [&](const get_link_figures&) { return in_its_version("link", "figures"); },
          [&](const change_routing& q) {
            const bool drops = std::holds_alternative<routing::rule_dropped>(q.what.what);
            return in_its_version("route", drops ? "drop" : "set");
          },
      },
      r.ask);
}

const merchant_id* merchant_of(const question& ask) {
  return std::visit(
      [](const auto& q) -> const merchant_id* {
        if constexpr (requires { q.order; })
          return &q.order.merchant;
        else if constexpr (requires { q.agreement.merchant; })
          return &q.agreement.merchant;
        else if constexpr (requires { q.whose; })
          return &q.whose;
        else
          return nullptr;
      },
      ask);
}

std::optional<approval::word> word_in(const question& ask) {
  return std::visit(
      []<class Question>(const Question& q) -> std::optional<approval::word> {
        if constexpr (std::is_constructible_v<approval::word, std::in_place_type_t<Question>,
                                              const Question&>)
          return approval::word{q};
        else
          return std::nullopt;
      },
      ask);
}

merchant_id scope_of(const question& ask) {
  if (const auto* merchant = merchant_of(ask)) return *merchant;
  const auto* person = person_named_in(ask);
  return merchant_id{'@' + (person != nullptr ? *person : std::string{})};
}

order_question without_effect(order_question ask) {
  if (const auto* proof = std::get_if<verify_order>(&ask)) return get_order{proof->order};
  if (const auto* taken = std::get_if<capture_order>(&ask)) return get_order{taken->order};
  const auto* word = std::get_if<resolve_order>(&ask);
  if (word == nullptr) return ask;
  if (word->verdict.refund.value().empty()) return get_order{word->order};
  return get_refund{word->order, word->verdict.refund};
}

const std::string* person_named_in(const question& ask) {
  return std::visit(
      [](const auto& q) -> const std::string* {
        if constexpr (requires { q.verdict; })
          return &q.verdict.operator_name;
        else if constexpr (requires { q.what.who; })
          return &q.what.who.operator_name;
        else if constexpr (requires { q.who; })
          return &q.who.operator_name;
        else
          return nullptr;
      },
      ask);
}

}  // namespace sluice
