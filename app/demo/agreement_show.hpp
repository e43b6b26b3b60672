#pragma once
/// What the demo shows of agreements: a payer signs one at the simulated Alipay, is charged twice
/// without being asked, the merchant ends it, and what is charged after that is refused. One step
/// after the other, driven by the demo's turns.

#include <cstdint>
#include <string>

#include "app/demo/asker.hpp"
#include "app/demo/payer.hpp"
#include "app/demo/shopkeeper.hpp"

namespace sluice::demo {

struct agreement_shown {
  std::string begun{};  ///< its state once the payer had signed: "in_force"
  std::string payer{};  ///< who has signed, as the channel shows him
  std::size_t orders = 0, paid = 0;  ///< charged by it
  std::string over{};  ///< its state once the merchant had ended it: "ended"
  std::string refused{};  ///< why nothing is charged after that: "agreement_not_in_force"
  [[nodiscard]] bool is_as_it_should() const noexcept {
    return begun == "in_force" && orders > 0 && paid == orders && over == "ended" &&
           refused == "agreement_not_in_force";
  }
};

class agreement_show {
 public:
  agreement_show(asker& over, std::uint64_t seed);
  agreement_show(const agreement_show&) = delete;
  agreement_show& operator=(const agreement_show&) = delete;

  void turn(millis limit);
  [[nodiscard]] bool is_done() const noexcept { return next_ == step::done; }
  [[nodiscard]] shopkeeper& shops() noexcept { return shops_; }
  [[nodiscard]] agreement_shown found() const;

 private:
  enum class step : std::uint8_t { sign, charge, end, charge_again, waiting, done };

  void sign();
  void end();
  void charge_again();
  /// Asks until it is in this state, or in one that it never leaves.
  void wait_until(const std::string& state, const nlohmann::json& seen, step then);

  asker& over_;
  std::uint64_t seed_;
  nlohmann::json agreement_;  ///< how questions name it
  shopkeeper shops_;
  payer payer_{};
  step next_ = step::sign;
  agreement_shown found_{};
};

}  // namespace sluice::demo
