#pragma once
/// Replaces what merchants' services do about agreements: they have payers sign some, look how they
/// stand, and end some of them. Which of their orders are charged by one is the service's matter
/// (service.hpp).

#include <optional>
#include <vector>

#include "sim/world/bus.hpp"
#include "sim/world/scene.hpp"

namespace sluice::sim {

class signers {
 public:
  signers(scene& in, bus& over);

  /// Puts the first word about each agreement into the timeline.
  void open();
  /// Each stands as it will for good.
  [[nodiscard]] bool is_done() const noexcept { return waiting_ == 0; }
  /// One that this merchant has, or will have; nothing: it has none.
  [[nodiscard]] std::optional<agreement_no> one_of(const merchant_id& merchant, chance& roll) const;
  /// Likewise, one that can be signed while paying so.
  [[nodiscard]] std::optional<agreement_no> one_to_sign(const merchant_id& merchant,
                                                        business_type type, chance& roll) const;

 private:
  struct one {
    dice luck;
    create_agreement wish{};
    bool answered = false;  ///< since the last time it asked
    bool is_over = false;
    bool ends = false;  ///< its merchant wants it no more
    std::string typed{};  ///< the code that its payer has just typed
    std::uint32_t asked = 0;
  };
  void ask(std::size_t n);
  void hear(std::size_t n, const answer& a);
  void settle(std::size_t n, const agreement_view& v);
  void type_code(std::size_t n);
  void ask_again(std::size_t n, millis pause);
  void give_up(std::size_t n);

  scene* scene_;
  bus* bus_;
  std::vector<one> all_;
  std::size_t waiting_ = 0;
};

}  // namespace sluice::sim
