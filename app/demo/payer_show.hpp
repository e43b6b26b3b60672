#pragma once
/// What the demo shows of payments in which the payer acts elsewhere, or shows another wallet's
/// code: every kind at every account that takes it, and a payer who does as he is told.

#include <cstddef>
#include <set>

#include "app/demo/asker.hpp"
#include "app/demo/payer.hpp"
#include "app/demo/shopkeeper.hpp"

namespace sluice::demo {

struct payers_shown {
  std::size_t orders = 0, told_what_to_do = 0, paid = 0;
  std::size_t captured = 0;  ///< of those: only a part of what was held
  std::size_t let_go = 0;    ///< held, and not captured
  [[nodiscard]] bool is_as_it_should() const noexcept {
    return paid + let_go == orders && told_what_to_do > 0 && captured > 0 && let_go > 0;
  }
};

class payer_show {
 public:
  payer_show(asker& over, std::uint64_t seed);
  payer_show(const payer_show&) = delete;
  payer_show& operator=(const payer_show&) = delete;

  void turn(millis limit);
  [[nodiscard]] bool is_done() const noexcept { return shops_.is_done(); }
  [[nodiscard]] shopkeeper& shops() noexcept { return shops_; }
  [[nodiscard]] payers_shown found() const;

 private:
  shopkeeper shops_;
  payer payer_{};
  std::set<std::string> told_{};  ///< orders whose payer has been told
};

}  // namespace sluice::demo
