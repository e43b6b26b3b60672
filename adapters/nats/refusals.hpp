#pragma once
/// What the server has refused to take from us. It says so whenever it likes, behind the message's
/// back, and names the subject; the message itself was "sent". Filled on nats.c's threads, read by
/// whoever must know.

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace sluice::nats {

/// "Permissions Violation for Publish to "pay.evt.order.order_paid.m1/A""; nothing when the error
/// is about something else.
[[nodiscard]] inline std::string_view refused_subject(std::string_view error) {
  constexpr std::string_view before = "for Publish to \"";
  const auto begin = error.find(before);
  if (begin == std::string_view::npos) return {};
  const auto subject = error.substr(begin + before.size());
  return subject.substr(0, subject.find('"'));
}

/// Of messages to subjects that begin in one way.
class refusals {
 public:
  explicit refusals(std::string prefix) : prefix_(std::move(prefix)) {}

  /// False: about another subject.
  bool take(std::string_view error) {
    if (!refused_subject(error).starts_with(prefix_)) return false;
    ++count_;
    return true;
  }
  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }

 private:
  const std::string prefix_;
  std::atomic<std::uint64_t> count_{0};
};

}  // namespace sluice::nats
