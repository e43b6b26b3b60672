#include "app/demo/facts.hpp"

#include <algorithm>

namespace sluice::demo {

latency latency_of(const std::deque<order_record>& records) {
  std::vector<millis> waits;
  for (const auto& r : records)
    if (fate_of(r.plan).digits == 0 && !r.disturbed && r.answered_after)
      waits.push_back(*r.answered_after);
  if (waits.empty()) return {};
  std::sort(waits.begin(), waits.end());
  const auto at = [&](std::size_t percent) { return waits[(waits.size() - 1) * percent / 100]; };
  return {.samples = waits.size(), .p50 = at(50), .p99 = at(99)};
}

bool all_agree(const facts& f) noexcept {
  const auto is_full = [](const tally& t) { return t.tried == t.as_it_should; };
  return f.settled && f.judged.agrees() && f.complaints.empty() && f.audit.status == 0 &&
         f.exit_status == 0 && is_full(f.tallies.duplicates) && is_full(f.tallies.refusals) &&
         is_full(f.tallies.refunds) && is_full(f.tallies.revokes) && f.access.is_as_it_should() &&
         f.channel.is_as_it_should() && f.payers.is_as_it_should() && f.agreement.is_as_it_should();
}

}  // namespace sluice::demo
