#include "adapters/system/log_observer.hpp"

#include <spdlog/async_logger.h>
#include <spdlog/details/thread_pool.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <unistd.h>

#include "adapters/system/log_lines.hpp"

namespace sluice {
namespace {

log_instant log_now() {
  return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

}  // namespace

log_form log_form_of_stderr() noexcept {
  return ::isatty(STDERR_FILENO) == 1 ? log_form::text : log_form::json;
}

log_observer::log_observer(log_options options)
    : log_observer(options, std::make_shared<spdlog::sinks::stderr_sink_mt>()) {}

log_observer::log_observer(log_options options, std::shared_ptr<spdlog::sinks::sink> where)
    : options_(options),
      limiter_(options.limits),
      where_(std::move(where)),
      writer_(std::make_shared<spdlog::details::thread_pool>(options.queue_lines, 1)),
      logger_(std::make_shared<spdlog::async_logger>(
          "sluice", where_, writer_, spdlog::async_overflow_policy::overrun_oldest)) {
  // The line is complete when it is queued: "%v" adds only the line's end.
  logger_->set_pattern("%v");
  logger_->set_level(spdlog::level::trace);
  logger_->flush_on(spdlog::level::trace);
}

log_observer::~log_observer() = default;  // the pool's destructor writes what is queued

std::string log_observer::line_of(const note& n, std::uint64_t left_out) const {
  return options_.form == log_form::json ? json_line(n, log_now(), left_out)
                                         : text_line(n, log_now(), left_out);
}

void log_observer::tell(const note& n) {
  if (n.level < options_.from) return;
  try {
    std::optional<std::uint64_t> left_out;
    {
      const std::lock_guard lock(limiting_);
      left_out = limiter_.admit(n, std::chrono::steady_clock::now());
      if (left_out) tell_of_lost_lines();
    }
    if (left_out) logger_->log(spdlog::level::info, spdlog::string_view_t(line_of(n, *left_out)));
  } catch (const std::exception&) {
    return;  // out of memory: a log line is not worth a payment
  }
}

bool log_observer::tell_for_sure(const note& n) {
  if (n.level < options_.from) return true;
  try {
    const auto line = line_of(n, 0);
    where_->log({"sluice", spdlog::level::info, spdlog::string_view_t(line)});
    where_->flush();
    return true;
  } catch (const std::exception&) {
    return false;
  }
}

void log_observer::tell_of_lost_lines() {
  const auto lost = writer_->overrun_counter();
  if (lost == lost_lines_told_) return;
  const note told{
      .level = severity::warning,
      .event = "log_lines_lost",
      .message = "The log could not be written fast enough; the oldest lines were dropped.",
      .fields = {{"lines", std::to_string(lost - lost_lines_told_)}}};
  lost_lines_told_ = lost;
  logger_->log(spdlog::level::info, spdlog::string_view_t(line_of(told, 0)));
}

void log_observer::tell_now(const note& n) noexcept {
  try {
    const auto line = line_of(n, 0) + '\n';
    if (::write(STDERR_FILENO, line.data(), line.size()) < 0) return;  // nobody is left to be told
  } catch (const std::exception&) {
    return;  // the process is stopping anyway
  }
}

}  // namespace sluice
