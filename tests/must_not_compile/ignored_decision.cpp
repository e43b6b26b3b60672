// What the order machine decided must be written down: nobody may drop it.
#include "domain/order/decide.hpp"

bool tell(const sluice::order& o, const sluice::order_command& c, const sluice::surroundings& s) {
#ifdef RIGHT
  return std::holds_alternative<sluice::effects>(decide(o, c, s));
#else
  decide(o, c, s);
  return true;
#endif
}
