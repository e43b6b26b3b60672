#include "domain/alarm/receiver.hpp"

#include <algorithm>

namespace sluice::alarm {

bool receiver::wants(const notice& n) const noexcept {
  if (n.what == kind::receiver_failing && n.key == name) return false;
  if (only_how && row_of(n.what).how != *only_how) return false;
  return only.empty() || std::ranges::find(only, n.what) != only.end();
}

}  // namespace sluice::alarm
