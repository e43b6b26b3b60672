#pragma once
/// What became of the notices for each receiver: counted by the notifier, read by metrics. Any
/// thread.

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/enumerators.hpp"
#include "domain/alarm/receiver.hpp"

namespace sluice {

enum class notice_outcome : std::uint8_t {
  delivered,  ///< by itself
  digested,   ///< delivered as one of many
  dropped,    ///< there was no room: only their number is told
  failed,     ///< a try that the receiver did not take; it is made again
};
[[nodiscard]] std::string_view name_of(notice_outcome o) noexcept;

class notice_counts {
 public:
  /// Of all receivers from the start: what has never happened is there as 0.
  explicit notice_counts(const std::vector<alarm::receiver>& of) {
    for (const auto& r : of) rows_[r.name];
  }

  void count(const std::string& receiver, notice_outcome how, std::uint64_t many = 1) noexcept {
    if (const auto row = rows_.find(receiver); row != rows_.end())
      row->second[static_cast<std::size_t>(how)].fetch_add(many, std::memory_order_relaxed);
  }
  using figures = std::array<std::uint64_t, enumerators<notice_outcome>.size()>;
  [[nodiscard]] std::map<std::string, figures> now() const;

 private:
  /// Whose rows there are never changes.
  std::map<std::string, std::array<std::atomic<std::uint64_t>, figures{}.size()>> rows_{};
};

}  // namespace sluice
