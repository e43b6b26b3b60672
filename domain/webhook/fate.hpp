#pragma once
/// What the log says of an endpoint, and when it has to say more. Pure; kept by the courier
/// (actors/webhook/endpoint_fates.hpp), shown by webhook.list.

#include <cstdint>
#include <optional>

#include "base/instant.hpp"
#include "domain/webhook/event.hpp"

namespace sluice::webhook {

/// As the events say.
struct fate {
  bool is_known = false;  ///< there is an event of it
  disabled_by disabled = disabled_by::nobody;
  instant disabled_at{};
  std::uint64_t given_up = 0;  ///< since it was enabled last
  position last_given_up = 0;  ///< 0: none was
  instant given_up_told{};     ///< when the last such event was written
  friend bool operator==(const fate&, const fate&) = default;
};

/// It can have happened to one that stands so. False: the log is not as it was written.
[[nodiscard]] bool may_follow(const fate& f, const event& e) noexcept;
void apply(fate& f, const event& e, instant at);

/// Counts what is given up, and tells of it at once the first time, later once an hour.
class given_up_count {
 public:
  static constexpr millis pause{3'600'000};

  void add(position event) noexcept {
    ++count_;
    last_ = event;
  }
  /// When it has something to tell; nothing: there is nothing.
  [[nodiscard]] std::optional<instant> due(const fate& f) const noexcept;
  /// All that has not been told yet; nothing: there is none.
  [[nodiscard]] std::optional<deliveries_given_up> take() noexcept;

 private:
  std::uint64_t count_ = 0;
  position last_ = 0;
};

}  // namespace sluice::webhook
