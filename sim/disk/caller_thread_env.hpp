#pragma once
/// A rocksdb::Env that starts no background work by itself: flushes and compactions wait until
/// run_waiting() does them on the caller's thread. So one seed gives one order of everything.
///
/// Call run_waiting() after each write: RocksDB makes a writer wait for a flush only when the one
/// before it is not done yet, and here nobody else would do it.

#include <rocksdb/env.h>

#include <deque>
#include <memory>
#include <mutex>
#include <optional>

namespace sluice::sim {

class caller_thread_env final : public rocksdb::EnvWrapper {
 public:
  explicit caller_thread_env(const std::shared_ptr<rocksdb::FileSystem>& files)
      : EnvWrapper(rocksdb::NewCompositeEnv(files)) {}

  const char* Name() const override { return "caller_thread_env"; }

  void Schedule(void (*function)(void*), void* argument, Priority priority, void* tag,
                void (*undo)(void*)) override;
  int UnSchedule(void* tag, Priority priority) override;

  /// Until nothing waits any more, also of what the work itself asks for.
  void run_waiting();

 private:
  struct job {
    void (*function)(void*);
    void* argument;
    Priority priority;
    void* tag;
    void (*undo)(void*);
  };
  [[nodiscard]] std::optional<job> next();

  std::mutex mutex_;
  std::deque<job> waiting_;
};

}  // namespace sluice::sim
