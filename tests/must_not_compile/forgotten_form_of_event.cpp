// An event of an order that nobody can write.
// says: incomplete type .*form<sluice::just_thought_of>
// in: events/forms/order_forms.hpp
#include "events/forms/order_forms.hpp"

namespace sluice {
struct just_thought_of {};
[[maybe_unused]] constexpr auto number = codec::form<just_thought_of>::number;
}  // namespace sluice
