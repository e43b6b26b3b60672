// A sum that nobody looks at hides an overflow.
#include "domain/money.hpp"

bool sum(sluice::money a, sluice::money b) {
#ifdef RIGHT
  return add(a, b).has_value();
#else
  add(a, b);
  return true;
#endif
}
