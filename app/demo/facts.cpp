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

std::vector<std::string> disagreements(const facts& f) {
  std::vector<std::string> out;
  const auto unless = [&](bool is_right, const char* what) {
    if (!is_right) out.emplace_back(what);
  };
  const auto is_full = [](const tally& t) { return t.tried == t.as_it_should; };
  unless(f.settled, "orders that have not ended in time");
  unless(f.judged.agrees(), "orders and the channels' books");
  unless(f.complaints.empty(), "answers that should not have been");
  unless(f.audit.status == 0, "the audit of the log");
  unless(f.exit_status == 0, "the engine's exit status");
  unless(is_full(f.tallies.duplicates), "repeated requests");
  unless(is_full(f.tallies.refusals), "requests that are refused");
  unless(is_full(f.tallies.refunds), "refunds");
  unless(is_full(f.tallies.revokes), "revokes");
  unless(f.access.is_as_it_should(), "who may ask");
  unless(f.channel.is_as_it_should(), "the channel that dies");
  unless(f.payers.is_as_it_should(), "payers who act elsewhere");
  unless(f.agreement.is_as_it_should(), "the agreement");
  unless(f.books.is_as_it_should(), "the books");
  unless(
      f.settlements.is_as_it_should() && f.settlements.amount == f.books.paid_out, "settlements");
  unless(f.webhooks.is_as_it_should(), "the webhooks to a merchant");
  return out;
}

}  // namespace sluice::demo
