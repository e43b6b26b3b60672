#include "actors/alarm/notice_counts.hpp"

#include "base/invariant.hpp"

namespace sluice {

std::string_view name_of(notice_outcome o) noexcept {
  switch (o) {
    case notice_outcome::delivered: return "delivered";
    case notice_outcome::digested: return "digested";
    case notice_outcome::dropped: return "dropped";
    case notice_outcome::failed: return "failed";
  }
  broken_invariant("every outcome of a notice has a name", __FILE__, __LINE__);
}

std::map<std::string, notice_counts::figures> notice_counts::now() const {
  std::map<std::string, figures> out;
  for (const auto& [receiver, row] : rows_)
    for (std::size_t i = 0; i < row.size(); ++i)
      out[receiver][i] = row[i].load(std::memory_order_relaxed);
  return out;
}

}  // namespace sluice
