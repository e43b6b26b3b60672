#pragma once
/// One ordinary event of every type and some at the edges of what can be written. Each has a
/// recording in tests/events/recorded/v1 under its name.

#include <string>
#include <vector>

#include "events/codec.hpp"

namespace sluice::samples {

struct sample {
  std::string name;
  any_event event;
};

[[nodiscard]] std::vector<sample> all();
/// Those of them that are about levels and promotions (measure_samples.cpp).
[[nodiscard]] std::vector<sample> of_measures();
[[nodiscard]] cause ordinary_cause();
/// 2026-01-02T03:04:05.678Z
[[nodiscard]] instant ordinary_time();

/// The same text for equal events: enough to compare any two.
[[nodiscard]] std::string as_text(const any_event& event);
[[nodiscard]] store::new_record encode_any(const any_event& event);
/// As it would come out of a log.
[[nodiscard]] store::record as_record(store::new_record written);

}  // namespace sluice::samples
