#pragma once
/// What happened in a world, in order: always as a hash, so that two runs of a seed can be compared
/// on any two machines, and as lines for people when somebody listens.

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>

#include "sim/world/timeline.hpp"

namespace sluice::sim {

class story {
 public:
  using listener = std::function<void(const std::string& line)>;

  story(const timeline& time, listener hears) : time_(&time), hears_(std::move(hears)) {}

  [[nodiscard]] bool is_heard() const noexcept { return static_cast<bool>(hears_); }
  [[nodiscard]] std::uint64_t hash() const noexcept { return hash_; }

  /// One thing that happened: "engine -> wechat_a: pay 01J…". The parts are joined with blanks.
  void tell(std::initializer_list<std::string_view> parts) {
    mix(static_cast<std::uint64_t>(time_->now().count()));
    for (const auto part : parts) mix(part);
    if (hears_) hears_(line_of(parts));
  }
  /// For listeners only.
  void listen(std::initializer_list<std::string_view> parts) {
    if (hears_) hears_(line_of(parts));
  }
  /// Something that matters for the hash only: which actor ran next.
  void mix(std::uint64_t value) noexcept { hash_ = (hash_ ^ value) * 0x9E3779B97F4A7C15U; }
  void mix(std::string_view text) noexcept;

 private:
  [[nodiscard]] std::string line_of(std::initializer_list<std::string_view> parts) const;

  const timeline* time_;
  listener hears_;
  std::uint64_t hash_ = 0x51BCE51BCE51BCE5U;
};

}  // namespace sluice::sim
