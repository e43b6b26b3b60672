// An event of an order that nobody can write.
// says: incomplete type .*form<sluice::just_thought_of>
#include "events/forms/order_forms.hpp"

namespace sluice {
#ifdef RIGHT
using just_thought_of = order::order_paid;
#else
struct just_thought_of {};
#endif
[[maybe_unused]] constexpr auto number = codec::form<just_thought_of>::number;
}  // namespace sluice
