#pragma once
/// What of the log a word of people is about. Called by the front desk before it proposes one.

#include <optional>
#include <string>

#include "domain/approval/word.hpp"
#include "store/event_log.hpp"

namespace sluice {

/// The stream that the word would change.
[[nodiscard]] std::string stream_changed_by(const approval::word& w);
/// Others add to that stream all the time, and what it has meanwhile makes no word void: a
/// merchant's refunds to its balance.
[[nodiscard]] bool is_about_what_moves(const approval::word& w) noexcept;
/// The amount that it moves at most: that of its order, or what it names itself if that is more.
/// Nothing: it moves none, or nobody can say.
[[nodiscard]] std::optional<money> amount_of(const store::event_log& log, const approval::word& w);

}  // namespace sluice
