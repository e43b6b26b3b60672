#pragma once
/// Letters by mail, through libcurl. Who calls it: a blocking_line's thread.

#include <atomic>

#include "adapters/notices/letter.hpp"
#include "adapters/notices/way.hpp"

namespace sluice::notices {

/// One try, of at most `limit`. What the server says is not quoted: its code is all that is told.
[[nodiscard]] receiver_answer send_by_smtp(const smtp_way& to, const letter& what, millis limit,
                                           const std::atomic<bool>& stopping);

}  // namespace sluice::notices
