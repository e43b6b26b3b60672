#pragma once
/// Replaces the keystore, as far as records are sealed: every second merchant has a data key from
/// the beginning, and the administrator has new ones made in the middle of everything, also first
/// ones.

#include <memory>
#include <string>

#include "actors/engine/settings.hpp"
#include "actors/ports/clock.hpp"
#include "events/record_keys.hpp"
#include "sim/world/chance.hpp"

namespace sluice::sim {

/// Stands in what the orders of merchants with a data key are described by, and nowhere else.
inline constexpr std::string_view private_mark = "private goods of ";

class locksmith {
 public:
  locksmith(const engine_settings& engine, std::uint64_t seed);

  /// From the first order on.
  [[nodiscard]] static bool has_always_sealed(const merchant_id& m) noexcept {
    return (m.value().back() - '0') % 2 != 0;
  }
  /// All that were ever made.
  [[nodiscard]] const record_keys& all() const noexcept { return all_; }
  /// The merchant's next one, also where it had none.
  void make_key(const merchant_id& m);
  /// What the engine draws its nonces from, whichever process it is in.
  [[nodiscard]] const std::shared_ptr<random_port>& luck() const noexcept { return luck_; }

 private:
  chance roll_;
  record_keys all_;
  int made_ = 0;
  std::shared_ptr<random_port> luck_;
};

}  // namespace sluice::sim
