#include "actors/desk/work_of.hpp"

#include "base/overloaded.hpp"

namespace sluice {

overload::work work_of(const question& q) {
  return std::visit(
      overloaded{
          [](const create_order& c) {
            return policy_of(c.type).payer_waits ? overload::work::payment
                                                 : overload::work::background_payment;
          },
          [](const get_order&) { return overload::work::look; },
          [](const get_refund&) { return overload::work::look; },
          [](const revoke_order&) { return overload::work::refund; },
          [](const capture_order&) { return overload::work::refund; },
          [](const create_refund&) { return overload::work::refund; },
          [](const create_agreement&) { return overload::work::payment; },
          [](const get_agreement&) { return overload::work::look; },
          [](const verify_agreement&) { return overload::work::payment; },
          [](const end_agreement&) { return overload::work::refund; },
          // People's words, and what is looked at for them: few, and how things get better.
          [](const auto&) { return overload::work::always; },
      },
      q);
}

}  // namespace sluice
