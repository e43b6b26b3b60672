// Amounts of two currencies have no order.
#include "domain/money.hpp"

bool is_less(sluice::money a, sluice::money b) {
#ifdef RIGHT
  return a.unit == b.unit && a.minor_units < b.minor_units;
#else
  return a < b;
#endif
}
