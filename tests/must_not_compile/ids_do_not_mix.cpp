// An order number is not a refund number.
#include "domain/ids.hpp"

void find(const sluice::order_no& number);

void look(const sluice::order_no& order, const sluice::refund_no& refund) {
#ifdef RIGHT
  static_cast<void>(refund);
  find(order);
#else
  static_cast<void>(order);
  find(refund);
#endif
}
