#include "domain/ledger/account.hpp"

#include "domain/ledger/day.hpp"

namespace sluice::ledger {

std::string to_string(const account& a) {
  const auto& row = row_of(a.kind);
  std::string out(row.begins);
  const auto add = [&](std::string_view part) {
    if (!part.empty()) out.append(1, ':').append(part);
  };
  if (row.is == account_class::expense) add(row.name);
  add(a.owner);
  if (row.is != account_class::expense) add(row.name);
  if (row.has_days) add(text_of(a.day));
  return out;
}

}  // namespace sluice::ledger
