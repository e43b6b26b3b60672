#pragma once
/// A note beside the folder of records: since when they cannot be written. The folder itself may be
/// what cannot be, so that the next process would not know. Used by the recorder.

#include <filesystem>
#include <optional>

#include "base/instant.hpp"

namespace sluice::records {

class missed_span {
 public:
  /// `folder`: of the records. Takes up what an earlier process has left.
  explicit missed_span(const std::filesystem::path& folder);

  /// Nothing: everything was written, as far as anybody knows.
  [[nodiscard]] std::optional<instant> since() const noexcept { return since_; }
  /// It goes on from here, unless it had begun before. What cannot be noted is not known later.
  void begin(instant at);
  /// It has been told.
  void end();

 private:
  std::filesystem::path note_;
  std::optional<instant> since_{};
};

}  // namespace sluice::records
