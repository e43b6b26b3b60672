#include "actors/follow/log_feed.hpp"

#include <algorithm>

#include "base/invariant.hpp"

namespace sluice {

void log_feed::put(std::vector<store::append_request> asked,
                   const std::vector<store::append_result>& results) {
  auto fresh = std::make_shared<const fresh_batch>(of_, std::move(asked), results);
  if (fresh->empty()) return;
  SLUICE_INVARIANT(fresh->first() > head_);
  const auto last = fresh->last();
  std::vector<std::shared_ptr<const fresh_batch>> too_old;  // let go of when others may go on
  {
    const std::lock_guard held(mutex_);
    kept_.push_back(std::move(fresh));
    while (kept_.size() > 1 && last - kept_.front()->first() >= most_records) {
      too_old.push_back(std::move(kept_.front()));
      kept_.pop_front();
    }
  }
  head_ = last;
}

std::shared_ptr<const fresh_batch> log_feed::find(store::sequence at) const {
  const std::lock_guard held(mutex_);
  const auto behind =
      std::upper_bound(kept_.begin(), kept_.end(), at,
                       [](store::sequence s, const auto& batch) { return s < batch->first(); });
  if (behind == kept_.begin()) return nullptr;
  const auto& batch = *std::prev(behind);
  return batch->has(at) ? batch : nullptr;
}

}  // namespace sluice
