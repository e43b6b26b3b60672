#pragma once
/// A breaker's words as the tables of its tests say them.

#include <string>

#include "domain/channel/outcome.hpp"
#include "domain/channel/path_event.hpp"

namespace sluice::test {

[[nodiscard]] channel::outcome outcome_named(const std::string& name);
[[nodiscard]] channel::path_switch switch_named(const std::string& name);
/// "channel" is the whole one.
[[nodiscard]] std::string text_of(const channel::path& p);
[[nodiscard]] std::string text_of(channel::breaker_phase phase);
/// "card/icbc open lone_failures 8/8/0 until 12.5 x1": finished, failed, slow; times opened.
[[nodiscard]] std::string text_of(const channel::path_event& e);

}  // namespace sluice::test
