#pragma once
/// The values of all metrics at one moment, in whole numbers; text() writes them as Prometheus
/// reads them. The only place where a number becomes a floating-point one is there.

#include <array>
#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "adapters/metrics/metric.hpp"
#include "base/duration_counts.hpp"

namespace sluice::metrics {

using label_values = std::initializer_list<std::string_view>;

class page {
 public:
  using value = std::variant<std::uint64_t, std::chrono::nanoseconds, duration_reading>;
  struct sample {
    std::vector<std::string> labels;
    value now;
  };

  /// Precondition: as many labels as the metric's row has, and a histogram exactly where it says
  /// so.
  void put(metric m, label_values labels, value now);

  [[nodiscard]] const std::vector<sample>& of(metric m) const noexcept {
    return samples_[static_cast<std::size_t>(m)];
  }
  /// Prometheus's text format 0.0.4.
  [[nodiscard]] std::string text() const;

 private:
  std::array<std::vector<sample>, table.size()> samples_{};
};

}  // namespace sluice::metrics
