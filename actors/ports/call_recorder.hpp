#pragma once
/// Where each call to a channel leaves its record. Side work: record must return at once and must
/// not throw; what there is no room for is dropped, and counted there.

#include "domain/call_record.hpp"

namespace sluice {

class call_recorder {
 public:
  virtual ~call_recorder() = default;
  virtual void record(call_record one) noexcept = 0;
};

}  // namespace sluice
