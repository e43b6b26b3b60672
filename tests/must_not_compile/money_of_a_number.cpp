// A number is no currency.
#include "domain/money.hpp"

sluice::money price() {
#ifdef RIGHT
  return sluice::money{1250, sluice::currency::cny};
#else
  return sluice::money{1250, 156};
#endif
}
