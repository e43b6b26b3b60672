#pragma once
/// Notes onto stderr: text on a terminal, JSON lines elsewhere. A thread of its own does the
/// writing; when it cannot keep up (a blocked pipe) the oldest lines are lost and counted, and
/// payments go on.
///
/// Made once by serve, channels, demo and bench; told from any thread. The destructor writes what
/// is queued.

#include <memory>
#include <mutex>

#include "actors/ports/observer.hpp"
#include "adapters/system/note_limiter.hpp"

namespace spdlog {
class async_logger;
namespace details {
class thread_pool;
}
namespace sinks {
class sink;
}
}  // namespace spdlog

namespace sluice {

enum class log_form : std::uint8_t { text, json };

/// Text when stderr is a terminal.
[[nodiscard]] log_form log_form_of_stderr() noexcept;

struct log_options {
  log_form form = log_form_of_stderr();
  severity from = severity::info;  ///< notes below are dropped
  note_limiter::limits limits{};
  std::size_t queue_lines = 8192;
};

class log_observer final : public observer {
 public:
  explicit log_observer(log_options options = {});
  /// For tests: lines go to `where`.
  log_observer(log_options options, std::shared_ptr<spdlog::sinks::sink> where);
  ~log_observer() override;

  void tell(const note& n) override;

  /// Past the queue and the limits: written when this returns.
  [[nodiscard]] bool tell_for_sure(const note& n) override;

  /// Past the queue, at once: for the last words of a process that is about to stop.
  void tell_now(const note& n) noexcept;

 private:
  [[nodiscard]] std::string line_of(const note& n, std::uint64_t left_out) const;
  void tell_of_lost_lines();

  log_options options_;
  std::mutex limiting_;
  note_limiter limiter_;
  std::size_t lost_lines_told_ = 0;
  std::shared_ptr<spdlog::sinks::sink> where_;
  std::shared_ptr<spdlog::details::thread_pool> writer_;  // its thread ends before the sink does
  std::shared_ptr<spdlog::async_logger> logger_;
};

}  // namespace sluice
