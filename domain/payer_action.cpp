#include "domain/payer_action.hpp"

#include "base/invariant.hpp"

namespace sluice {

std::string_view name_of(payer_action_kind kind) noexcept {
  switch (kind) {
    case payer_action_kind::open_page: return "open_page";
    case payer_action_kind::post_form: return "post_form";
    case payer_action_kind::show_code: return "show_code";
    case payer_action_kind::call_app: return "call_app";
    case payer_action_kind::enter_code: return "enter_code";
    case payer_action_kind::pay_order: return "pay_order";
  }
  broken_invariant("every kind of payer action has a name", __FILE__, __LINE__);
}

}  // namespace sluice
