#pragma once
/// By which keys the edge knows who has signed. Implemented over adapters/access by app/, and by
/// tests; told by the registrar whenever the register has changed.

#include <vector>

#include "domain/access/in_force.hpp"

namespace sluice {

class signature_keys {
 public:
  virtual ~signature_keys() = default;
  /// Requests that come from here on are checked by these and no others. An actor's thread; must
  /// neither block nor throw.
  virtual void exchange(std::vector<access::checked_key> next) = 0;
};

}  // namespace sluice
