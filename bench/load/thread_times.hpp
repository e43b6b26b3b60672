#pragma once
/// What single threads of this process use of the processors, as /proc tells it: to a hundredth of
/// a second.

#include <sys/types.h>

namespace sluice::bench {

using thread_number = pid_t;
[[nodiscard]] thread_number this_thread() noexcept;

/// Since it was born. 0: there is no such thread (any more).
[[nodiscard]] double processor_seconds_of(thread_number thread);

}  // namespace sluice::bench
