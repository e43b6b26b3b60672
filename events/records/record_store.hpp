#pragma once
/// Where records lie: written in batches, in the order of time, and read by what their keys begin
/// with. The oldest are thrown away, a segment of them at a time, when they are too old or too
/// many.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "events/records/key_layout.hpp"

namespace sluice::records {

/// How much is kept.
struct limits {
  std::chrono::seconds age{std::chrono::days{7}};
  std::uint64_t bytes = 256ULL << 20;
};

class record_store {
 public:
  virtual ~record_store() = default;
  /// All or nothing, with a heartbeat. Something: why it could not be written.
  [[nodiscard]] virtual std::optional<std::string> write(const std::vector<entry>& all) = 0;
  /// Begins a new segment, so that what is too old can be thrown away. Something: it could not.
  [[nodiscard]] virtual std::optional<std::string> begin_segment() = 0;
  /// In the order of keys, until visit says no. Something: why it cannot be read.
  using visitor = std::function<bool(const entry&)>;
  [[nodiscard]] virtual std::optional<std::string> read(std::string_view prefix,
                                                        const visitor& visit) const = 0;
};

}  // namespace sluice::records
