#include "domain/reconciliation/state.hpp"

#include "base/invariant.hpp"
#include "base/overloaded.hpp"

namespace sluice::reconciliation {
namespace {

void begin(state& s, const bill_checked& e) {
  bill b{.said = e};
  for (std::uint32_t part = 1; part <= e.parts; ++part) b.missing.insert(part);
  s.bills[e.day].push_back(std::move(b));
}

void take(state& s, const bill_part_taken& e) {
  auto& b = s.bills.at(e.day).at(e.version - 1);
  b.missing.erase(e.part);
  b.rows.insert(b.rows.end(), e.rows.begin(), e.rows.end());
  if (b.missing.empty()) b.rows.clear();
}

}  // namespace

std::string_view name_of(reopened_by r) noexcept {
  switch (r) {
    case reopened_by::row_gone: return "row_gone";
    case reopened_by::row_changed: return "row_changed";
    case reopened_by::found_again: return "found_again";
  }
  broken_invariant("every reason to reopen has a name", __FILE__, __LINE__);
}

void apply(state& s, const event& e, instant) {
  std::visit(overloaded{
                 [&](const bill_checked& b) { begin(s, b); },
                 [&](const bill_part_taken& p) { take(s, p); },
                 [&](const difference_found& d) { s.differences[d.id].found = d; },
                 [&](const difference_resolved& r) { s.differences.at(r.id).resolved = r; },
                 [&](const difference_reopened& r) {
                   auto& d = s.differences.at(r.id);
                   d.resolved.reset();
                   d.reopened = r;
                 },
             },
             e);
}

}  // namespace sluice::reconciliation
