#pragma once
/// The recorder of a running engine: whoever makes calls hands it what is to be kept, a thread of
/// its own writes it. Nobody waits for it: its queues are bounded, what does not fit is dropped and
/// counted, and what cannot be written is as good as dropped.
///
///   channel's actor, pool ─> bounded_queue ─> thread ─> record_writer ─> rocksdb_store

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "actors/ports/call_recorder.hpp"
#include "events/records/bounded_queue.hpp"
#include "events/records/missed_span.hpp"
#include "events/records/record_writer.hpp"

namespace sluice::records {

class recorder final : public call_recorder {
 public:
  struct needs {
    std::filesystem::path folder;
    limits keeps{};
    std::function<instant()> now;  ///< the log's time; any thread
    std::function<void(const std::string&)> remark;  ///< a sentence for people; any thread
  };
  explicit recorder(needs own);
  ~recorder() override;
  recorder(const recorder&) = delete;
  recorder& operator=(const recorder&) = delete;

  // -- any thread, at once
  void record(call_record one) noexcept override;
  /// What is stored of a message is made on the recorder's thread.
  using maker = std::function<stored_message()>;
  void record_message(maker make, std::size_t bytes, instant at) noexcept;
  [[nodiscard]] std::uint64_t calls_dropped() const;
  [[nodiscard]] std::uint64_t messages_dropped() const;

  /// To read; nothing: it cannot be written at the moment.
  [[nodiscard]] std::shared_ptr<const record_store> store() const;
  /// Writes what waits. Blocks.
  void stop();

 private:
  using calls_batch = bounded_queue<call_record>::batch;
  using messages_batch = bounded_queue<maker>::batch;
  void run();
  void open();
  void let_go();
  void write(calls_batch calls, messages_batch messages);
  void lose(const record_writer::load& what);

  needs needs_;
  mutable std::mutex mutex_;
  std::condition_variable something_;
  bounded_queue<call_record> calls_;
  bounded_queue<maker> messages_;
  bool stops_ = false;
  std::shared_ptr<record_store> store_;

  // -- the thread's own
  missed_span missed_;
  bool is_of_earlier_ = false;  ///< it began before this process
  std::optional<record_writer> writer_{};
  bool has_remarked_ = false;
  std::thread thread_;
};

}  // namespace sluice::records
