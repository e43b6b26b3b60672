#pragma once
/// Replaces the merchants' services: each order has a service that creates it and asks until it
/// knows how it ended, repeats what was not answered, sometimes revokes, refunds, or makes the
/// mistakes that real services make.

#include <cstdint>
#include <span>
#include <vector>

#include "sim/world/bus.hpp"
#include "sim/world/scene.hpp"
#include "sim/world/signers.hpp"

namespace sluice::sim {

class service {
 public:
  service(scene& in, bus& over, const signers& they);

  /// Puts the arrival of every order into the timeline.
  void open();
  /// Every order has arrived, and its service knows how it ended.
  [[nodiscard]] bool is_done() const noexcept { return waiting_ == 0; }
  /// So often it was told that the order is refused.
  [[nodiscard]] std::uint32_t refusals_of(const order_id& order) const;

 private:
  struct customer {
    dice luck;  ///< its own: what befalls one order does not depend on what others do
    create_order wish{};
    command_id id{};
    bool knows_the_end = false;
    bool answered = false;  ///< since the last time it asked
    bool has_refunded = false;
    bool has_misused = false;
    std::uint32_t asked = 0;
    std::uint32_t refused = 0;
  };

  [[nodiscard]] dice& dice_of(std::size_t n) { return customers_[n].luck; }
  void arrive(std::size_t n);
  /// One more order, of one of these, to arrive in this time.
  void expect(std::span<const merchant_settings> whose, const scenario_rush& when);
  [[nodiscard]] create_order wish_for(std::size_t n, const merchant_id& merchant);
  void ask(std::size_t n);
  void give_up_waiting(std::size_t n, std::uint32_t which);
  void hear(std::size_t n, const answer& a);
  void end(std::size_t n, const order_view& v);
  void prove(std::size_t n);
  void take_or_leave(std::size_t n, const order_view& v);
  void type_code(std::size_t n, const std::string& trade);
  void give_code(std::size_t n, const std::string& typed);
  void give_up(std::size_t n);
  void ask_again(std::size_t n, millis pause);
  void maybe_revoke(std::size_t n);
  void maybe_repeat(std::size_t n);
  void maybe_change_body(std::size_t n);
  void maybe_reuse_id(std::size_t n);
  void maybe_share_id(std::size_t n);
  void maybe_borrow_id(std::size_t n);
  void maybe_ask_as_stranger(std::size_t n);
  void maybe_stampede(std::size_t n);
  [[nodiscard]] create_order another_order(std::size_t n, std::size_t which) const;
  void maybe_refund(std::size_t n);
  void refund(std::size_t n, const create_refund& what, std::uint32_t tries);
  void maybe_ask_for_nothing(std::size_t n);

  scene* scene_;
  bus* bus_;
  const signers* signers_;
  chance of_orders_;
  std::vector<customer> customers_;
  std::size_t waiting_ = 0;
};

}  // namespace sluice::sim
