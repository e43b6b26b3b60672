#pragma once
/// How much of one thing services may ask of the engine, all of them together: requests a second
/// with a burst, and requests that are not answered yet. What is too much is refused at once, and
/// nothing of it is durable. Kept by the front desk (actors/desk/endpoint_limits.hpp).

#include <cstdint>
#include <optional>
#include <string>

#include "base/instant.hpp"
#include "domain/overload/token_bucket.hpp"
#include "domain/rejection.hpp"

namespace sluice::overload {

/// 0: no limit.
struct endpoint_limits {
  std::uint32_t per_second = 0;
  std::uint32_t burst = 0;  ///< at once, after a quiet time; 0: as many as in a second
  std::uint32_t max_in_flight = 0;
  friend bool operator==(const endpoint_limits&, const endpoint_limits&) = default;
};

class endpoint_door {
 public:
  /// `name`: "order.create".
  endpoint_door(std::string name, const endpoint_limits& limits);

  /// Nothing: one more request is in flight, until give_back.
  [[nodiscard]] std::optional<rejection> take(instant now);
  void give_back();

 private:
  std::string name_;
  endpoint_limits limits_;
  token_bucket bucket_;  ///< only asked when there is a limit
  std::uint32_t in_flight_ = 0;
};

}  // namespace sluice::overload
