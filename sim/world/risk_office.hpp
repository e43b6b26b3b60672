#pragma once
/// Replaces the risk service: hears the engine's questions, and answers at the front door as one
/// does that nobody can rely on: not at all, too late, twice with two verdicts, or rightly.

#include "actors/ports/risk_port.hpp"
#include "sim/world/bus.hpp"
#include "sim/world/scene.hpp"

namespace sluice::sim {

/// What a payer types who knows his code.
inline constexpr std::string_view right_code = "493817";

class risk_office final : public risk_port {
 public:
  explicit risk_office(scene& in) : scene_(&in), dice_(in.more_dice()) {}
  /// Before the first question.
  void answer_over(bus& way) { bus_ = &way; }

  [[nodiscard]] bool ask(const risk_question& what) override;

 private:
  [[nodiscard]] answer_risk opinion_of(const risk_question& q);
  void reply_with(const answer_risk& a, millis later);

  scene* scene_;
  dice dice_;
  bus* bus_ = nullptr;
  std::uint64_t cases_ = 0;
};

}  // namespace sluice::sim
