#pragma once
/// Endpoints that are behind, and what one pass over the log finds for all of them: they are behind
/// mostly at about the same place, and a pass for each would read the same records over and over.

#include <map>
#include <vector>

#include "domain/webhook/endpoint.hpp"
#include "store/event_log.hpp"

namespace sluice {

class webhook_gaps {
 public:
  struct gap {
    webhook::endpoint_id of;
    webhook::position from = 0;
    std::size_t room = 0;  ///< for so many events; never none
    std::vector<webhook::position> found{};
  };
  /// `up_to`: included.
  webhook_gaps(std::vector<gap> all, webhook::position up_to);
  webhook_gaps(const webhook_gaps&) = delete;  // it points into itself
  webhook_gaps& operator=(const webhook_gaps&) = delete;

  /// Where the pass begins; of no gap: anywhere.
  [[nodiscard]] webhook::position from() const noexcept { return next_; }
  /// Each record from there on. False: this one is not wanted any more.
  [[nodiscard]] bool pass(const store::record& r);

  [[nodiscard]] const std::vector<gap>& all() const noexcept { return all_; }
  /// Up to here (included) `found` is all that there is for it; before its `from`: the pass has not
  /// come so far.
  [[nodiscard]] webhook::position read_to(const gap& g) const noexcept;

 private:
  [[nodiscard]] static bool is_full(const gap& g) noexcept { return g.found.size() == g.room; }

  std::vector<gap> all_;
  std::map<merchant_id, std::vector<gap*>> of_merchant_;  ///< all that are not full
  webhook::position up_to_;
  webhook::position next_ = 0;
};

}  // namespace sluice
