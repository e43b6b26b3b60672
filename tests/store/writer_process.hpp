#pragma once
/// store_writer as a child of the test: started, listened to, killed.

#include <sys/types.h>

#include <cstdio>
#include <filesystem>

#include "store/event_log.hpp"

namespace sluice::store {

class writer_process {
 public:
  explicit writer_process(const std::filesystem::path& folder);
  ~writer_process();  ///< SIGKILL, and waits
  writer_process(const writer_process&) = delete;
  writer_process& operator=(const writer_process&) = delete;

  /// Blocks until the writer has acknowledged once more, and tells how far it is.
  sequence next_acknowledgement();
  /// SIGKILL; then the last thing it acknowledged.
  sequence kill();
  [[nodiscard]] ::pid_t id() const noexcept { return id_; }

 private:
  ::pid_t id_ = -1;
  std::FILE* from_ = nullptr;
  sequence acknowledged_ = 0;
};

}  // namespace sluice::store
