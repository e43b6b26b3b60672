#pragma once
/// The engine's real log, store/rocksdb_log, on files that forget. What is durable is as on a real
/// machine: the database on a platter, HEAD and LOCK in a folder of its own, in memory where the
/// machine has such a place. All of it on the caller's thread: the same draws, the same life.

#include <array>
#include <filesystem>
#include <memory>

#include "sim/disk/caller_thread_env.hpp"
#include "sim/disk/disk.hpp"
#include "sim/disk/mortal_log.hpp"
#include "sim/disk/platter.hpp"

namespace sluice::sim {

class rocksdb_disk final : public disk {
 public:
  /// `chance` decides what a crash leaves. Throws std::system_error when no folder can be made.
  explicit rocksdb_disk(draw chance);
  ~rocksdb_disk() override;
  rocksdb_disk(const rocksdb_disk&) = delete;
  rocksdb_disk& operator=(const rocksdb_disk&) = delete;

  /// With a fault armed it may fail as any write may; crash() and open() again.
  opened open() override;
  /// Of the platter, and of HEAD, which may lose its last write or have it torn: the log was synced
  /// before, so it may lag.
  void crash() override;

  bool fail_next_write(fault how) override;
  /// To arm faults.
  [[nodiscard]] platter& files() noexcept { return *files_; }
  /// Where HEAD and LOCK are.
  [[nodiscard]] const std::filesystem::path& folder() const noexcept { return folder_; }

 private:
  using head_bytes = std::array<char, 128>;

  [[nodiscard]] std::optional<head_bytes> read_head() const;
  void lose_of_head();

  draw chance_;
  std::filesystem::path folder_;
  std::shared_ptr<platter> files_ = std::make_shared<platter>();
  std::unique_ptr<caller_thread_env> env_;
  std::optional<head_bytes> head_before_;  ///< as it was before the last append
  std::uint8_t lives_ = 0;  ///< each would give its log another id
  std::optional<store::log_history> history_{};
  std::shared_ptr<mortal_log> living_;
};

}  // namespace sluice::sim
