#pragma once
/// Follows the log and puts down what merchants have to hear of; the courier brings it to them. It
/// never waits for an endpoint: what an endpoint has not heard lies in the bookmark's state, or, of
/// one that is far behind, in the log. In a log that has never had it, it begins at the head, as
/// does an endpoint that is new in the configuration.

#include <caf/all.hpp>
#include <memory>

#include "actors/engine/directory.hpp"
#include "actors/follow/follower.hpp"
#include "actors/ports/clock.hpp"
#include "actors/ports/observer.hpp"
#include "actors/webhook/deliveries.hpp"

namespace sluice {

/// Merchants are told of some events of this type, by its number in the log.
[[nodiscard]] bool is_told_to_merchants(std::uint16_t type) noexcept;

class webhooks final : public follower {
 public:
  struct needs {
    std::shared_ptr<deliveries> to;
    std::shared_ptr<clock_port> clock;
    std::shared_ptr<observer> tells;
    page<caf::actor> courier;
  };
  explicit webhooks(needs own) : needs_(std::move(own)) {}

  static constexpr std::string_view bookmark = "webhooks";
  [[nodiscard]] std::string_view name() const noexcept override { return bookmark; }
  [[nodiscard]] beginning begins() const noexcept override { return beginning::head; }
  [[nodiscard]] bool concerns(std::uint16_t type) const noexcept override {
    return is_told_to_merchants(type);
  }
  [[nodiscard]] bool take(const decoded_record& r) override;
  /// Nothing has to arrive anywhere: what was taken is part of the state.
  [[nodiscard]] bool flush() override;
  [[nodiscard]] snapshot state() const override;
  [[nodiscard]] bool restore(const snapshot& from) override;
  [[nodiscard]] bool has_changed() const override { return needs_.to->has_changed(); }

 private:
  needs needs_;
};

}  // namespace sluice
