#pragma once
/// Says whether the process that something belongs to is still the one that runs. What comes back
/// to a process that has died reaches nobody.

#include <memory>

namespace sluice::sim {

class life {
 public:
  life() = default;
  [[nodiscard]] static life born() {
    life l;
    l.alive_ = std::make_shared<bool>(true);
    return l;
  }
  [[nodiscard]] explicit operator bool() const noexcept { return alive_ && *alive_; }
  void end() noexcept {
    if (alive_) *alive_ = false;
  }

 private:
  std::shared_ptr<bool> alive_;
};

}  // namespace sluice::sim
