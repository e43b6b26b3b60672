// Money is whole minor units.
#include "domain/money.hpp"

sluice::money price(double amount) {
#ifdef RIGHT
  static_cast<void>(amount);
  return sluice::money{1250, sluice::currency::cny};
#else
  return sluice::money{amount, sluice::currency::cny};
#endif
}
