#pragma once
/// What a word about alarms leads to. Pure; the actor that keeps them asks.

#include <variant>
#include <vector>

#include "domain/alarm/book.hpp"
#include "domain/alarm/command.hpp"
#include "domain/rejection.hpp"

namespace sluice::alarm {

inline constexpr millis longest_silence{86'400'000};
inline constexpr std::size_t most_silences = 64;

/// The rules need to know nothing besides.
struct surroundings {};

[[nodiscard]] std::variant<std::vector<event>, rejection> decide(const book& b, const command& c,
                                                                 const surroundings& around);

}  // namespace sluice::alarm
