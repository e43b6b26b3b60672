#pragma once
/// What the demo shows of settlement: when the day's orders have ended, one person wants the two
/// merchants settled whose money came to us, another agrees; then both say that the bank has paid.

#include <cstdint>
#include <deque>
#include <functional>
#include <string>

#include "app/demo/asker.hpp"
#include "app/demo/fleet.hpp"

namespace sluice::demo {

struct settlements_shown {
  std::uint64_t merchants = 0;  ///< that were to be settled
  std::uint64_t paid = 0;       ///< settlements that two persons call paid
  std::int64_t amount = 0;      ///< of these, minor units of CNY
  std::string refused{};        ///< what was said of one that is said to be paid once more
  [[nodiscard]] bool is_as_it_should() const noexcept;
};

class settlement_show {
 public:
  settlement_show(const fleet& programs, asker& over);
  settlement_show(const settlement_show&) = delete;
  settlement_show& operator=(const settlement_show&) = delete;

  [[nodiscard]] bool is_done() const noexcept { return steps_.empty() && !is_waiting_; }
  /// The next step as soon as the one before it is done.
  void turn();
  [[nodiscard]] const settlements_shown& found() const noexcept { return found_; }

 private:
  void run(const std::string& merchant);
  void want(const std::string& word, const nlohmann::json& what);
  void look(const std::string& merchant);
  void say_again(const std::string& merchant);

  asker& over_;
  const access::signing_key person_, other_person_;
  std::deque<std::function<void()>> steps_;
  bool is_waiting_ = false;
  settlements_shown found_;
};

}  // namespace sluice::demo
