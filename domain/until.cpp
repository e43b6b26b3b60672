#include "domain/until.hpp"

#include "base/time_text.hpp"

namespace sluice {

std::optional<rejection> fault_of_end(const std::optional<instant>& until, instant asked_at) {
  if (!until || (*until > asked_at && *until <= asked_at + longest_measure)) return std::nullopt;
  return rejection{rejection_code::until_invalid, "until",
                   "until must lie ahead, by at most 366 days; it is " + rfc3339(*until) +
                       ", and now it is " + rfc3339(asked_at)};
}

}  // namespace sluice
