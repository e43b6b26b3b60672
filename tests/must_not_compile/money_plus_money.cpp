// A sum may overflow or mix currencies: it is asked for by name and may give no value.
#include "domain/money.hpp"

std::optional<sluice::money> sum(sluice::money a, sluice::money b) {
#ifdef RIGHT
  return add(a, b);
#else
  return a + b;
#endif
}
