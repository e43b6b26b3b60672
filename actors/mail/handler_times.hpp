#pragma once
/// How long actors of each kind are busy with one message, at the most: who looks why the engine is
/// slow sees who keeps his thread, and with what. Every message is timed; two readings of the
/// processor's counter are what that costs. Actors tell it (timed.hpp), metrics and people ask.
/// Any thread.

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <typeinfo>
#include <utility>

#include "actors/ports/clock.hpp"
#include "base/enumerators.hpp"

namespace sluice {

/// Kinds of actors, called as the actors themselves are; entities count as their host.
enum class handler : std::uint8_t {
  front_desk,
  merchants,
  orders,
  proposals,
  agreements,
  router,
  supervisor,
  agreement_supervisor,
  channel,
  log_writer,
  follower,
  courier,
  alarms,
  notifier,
  registrar,
  rulebook,
  steward,
  contracts,
  balances,
  reconciler,
  historian,
  examiner,
  configuration,
  people,
};
/// "front_desk"
[[nodiscard]] std::string_view name_of(handler h) noexcept;
/// Aborts where no kind is called so.
[[nodiscard]] handler handler_called(std::string_view name);

/// What the processor counts: cheaper than any clock, and as steady where it matters. 0 where there
/// is no such thing: then every message takes no time.
[[nodiscard]] std::uint64_t count_of_processor() noexcept;

class handler_times {
 public:
  struct slowest {
    std::chrono::nanoseconds took{};
    std::string message{};  ///< "batch<answered>"; empty: there was none
  };
  using all = std::array<slowest, enumerators<handler>.size()>;

  /// `clock`: by which counts become times.
  explicit handler_times(std::shared_ptr<clock_port> clock)
      : clock_(std::move(clock)), began_(clock_->now()) {}

  /// A message has been handled. `began`, `ended`: by count_of_processor.
  void handled(handler by, std::uint64_t began, std::uint64_t ended,
               const std::type_info* message) noexcept {
    auto& k = kinds_[static_cast<std::size_t>(by)];
    const bool is_old = k.span.load(std::memory_order_relaxed) == span_of(ended);
    if (is_old && ended - began <= k.longest.load(std::memory_order_relaxed)) return;
    note(k, began, ended, message);
  }
  /// Of about the last minute.
  [[nodiscard]] all last_minute() const;

 private:
  static constexpr unsigned bits_of_span = 33;  ///< 2 to 9 s, by the processor
  static constexpr std::size_t spans_kept = 32;

  struct span {
    std::uint64_t number = 0;
    std::uint64_t longest = 0;
    const std::type_info* message = nullptr;
  };
  struct alignas(64) kind {
    std::atomic<std::uint64_t> span{0};  ///< in which
    std::atomic<std::uint64_t> longest{0};  ///< so long at the most
    mutable std::mutex lock{};
    std::array<handler_times::span, spans_kept> spans{};
  };

  static std::uint64_t span_of(std::uint64_t counted) noexcept { return counted >> bits_of_span; }
  static void note(kind& k, std::uint64_t began, std::uint64_t ended,
                   const std::type_info* message) noexcept;
  [[nodiscard]] double nanoseconds_a_count() const;

  std::array<kind, enumerators<handler>.size()> kinds_{};
  const std::shared_ptr<clock_port> clock_;
  const instant began_;
  const std::uint64_t counted_when_it_began_ = count_of_processor();
};

/// "batch<answered>": a type as people read it.
[[nodiscard]] std::string message_name(const std::type_info& type);
/// "log_writer 12.5 ms (tick), orders 0.3 ms (batch<order_message>)": the slowest, so many at most.
/// Empty: there is none.
[[nodiscard]] std::string words_of_slowest(const handler_times::all& from, std::size_t most);

}  // namespace sluice
