#pragma once
/// Letters to a program of this machine: their JSON on its standard input, exit status 0 means
/// taken. It is started as the file names it, word by word: no shell looks at it, and nothing that
/// a key or a sentence holds is ever a word of it. Who calls it: a blocking_line's thread.

#include <atomic>

#include "adapters/notices/letter.hpp"
#include "adapters/notices/way.hpp"

namespace sluice::notices {

/// One try. After `limit` the program is killed, with all that it has started. It gets a small
/// environment, and none of our open files; what it writes is thrown away.
[[nodiscard]] receiver_answer send_by_command(const command_way& to, const letter& what,
                                              millis limit, const std::atomic<bool>& stopping);

}  // namespace sluice::notices
