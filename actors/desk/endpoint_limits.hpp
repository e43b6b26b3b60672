#pragma once
/// Holds services to what may be asked of each endpoint: before anything that a request names is
/// looked at, and after it is known who asks. Part of the front desk, on whose thread it is called.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "actors/desk/request.hpp"
#include "actors/ports/clock.hpp"
#include "domain/overload/endpoint_door.hpp"

namespace sluice {

class endpoint_limits {
 public:
  /// By endpoint: "order.create". What is not named has no limits.
  endpoint_limits(const std::map<std::string, overload::endpoint_limits>& all,
                  std::shared_ptr<clock_port> clock);

  /// Nothing: it is taken, and counts as in flight until its reply, to which this sees.
  [[nodiscard]] std::optional<rejection> take(request& r) const;

 private:
  struct limited {
    std::string name;
    std::shared_ptr<overload::endpoint_door> door;
  };
  std::vector<limited> all_{};
  std::shared_ptr<clock_port> clock_;
};

}  // namespace sluice
