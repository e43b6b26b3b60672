#pragma once
/// What the end of a call is to the rules of alarms. Pure.

#include <optional>
#include <string>

#include "actors/ports/channel_port.hpp"
#include "domain/alarm/fact.hpp"

namespace sluice {

[[nodiscard]] alarm::call_end call_end_of(operation what, const channel_answer& said);
/// The channel's word, where it refused or nobody can read it; else empty.
[[nodiscard]] std::string code_in(const channel_answer& said);
/// People must hear of this answer: our account or our program is at fault, which no payer can
/// mend, or the channel's word is in no table, and nobody here knows what it means. Why, as a
/// sentence; nothing: they need not.
[[nodiscard]] std::optional<std::string> why_abnormal(const channel_answer& said);

}  // namespace sluice
