#pragma once
/// How many alarms fire, by kind: told by the actor that keeps them, read by metrics. Any thread.

#include <array>
#include <atomic>
#include <cstdint>

#include "domain/alarm/book.hpp"

namespace sluice {

class alarm_counts {
 public:
  using figures = std::array<std::uint64_t, alarm::kind_rows.size()>;  ///< as kind_rows has them

  void show(const alarm::book& seen) noexcept {
    figures counted{};
    for (const auto& [no, a] : seen.firing) ++counted[place_of(a.what)];
    for (std::size_t i = 0; i < counted.size(); ++i)
      firing_[i].store(counted[i], std::memory_order_relaxed);
  }
  [[nodiscard]] figures now() const noexcept {
    figures out{};
    for (std::size_t i = 0; i < out.size(); ++i)
      out[i] = firing_[i].load(std::memory_order_relaxed);
    return out;
  }

 private:
  [[nodiscard]] static std::size_t place_of(alarm::kind k) noexcept {
    return static_cast<std::size_t>(&alarm::row_of(k) - alarm::kind_rows.data());
  }
  std::array<std::atomic<std::uint64_t>, alarm::kind_rows.size()> firing_{};
};

}  // namespace sluice
