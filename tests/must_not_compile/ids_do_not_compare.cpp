// Two kinds of name are never equal, because they are never compared.
#include "domain/ids.hpp"

bool same(const sluice::merchant_id& merchant, const sluice::channel_id& channel) {
#ifdef RIGHT
  return merchant.value() == channel.value();
#else
  return merchant == channel;
#endif
}
