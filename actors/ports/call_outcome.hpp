#pragma once
/// What an answer of a channel comes to, in one word: for counts and records. Pure.

#include "actors/ports/channel_port.hpp"
#include "domain/call_record.hpp"

namespace sluice {

[[nodiscard]] call_outcome outcome_of(const channel_answer& said) noexcept;

}  // namespace sluice
