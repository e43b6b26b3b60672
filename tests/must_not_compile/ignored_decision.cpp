// What the order machine decided must be written down: nobody may drop it.
#include "domain/order/decide.hpp"

bool tell(const sluice::order::state& o, const sluice::order::command& c,
          const sluice::order::surroundings& s) {
#ifdef RIGHT
  return std::holds_alternative<sluice::order::effects>(decide(o, c, s));
#else
  decide(o, c, s);
  return true;
#endif
}
