#include "actors/desk/asked_command.hpp"

#include "base/overloaded.hpp"

namespace sluice {

access::command command_of(const question& ask) {
  using access::command;
  return std::visit(
      overloaded{
          [](const create_order&) { return command{"order", "create"}; },
          [](const get_order&) { return command{"order", "get"}; },
          [](const revoke_order&) { return command{"order", "revoke"}; },
          [](const create_refund&) { return command{"refund", "create"}; },
          [](const get_refund&) { return command{"refund", "get"}; },
          [](const resolve_order&) { return command{"order", "resolve"}; },
          [](const list_channels&) { return command{"channel", "list"}; },
      },
      ask);
}

const merchant_id* merchant_of(const question& ask) {
  return std::visit(
      [](const auto& q) -> const merchant_id* {
        if constexpr (requires { q.order; })
          return &q.order.merchant;
        else
          return nullptr;
      },
      ask);
}

}  // namespace sluice
