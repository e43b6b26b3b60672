#pragma once
/// A broken invariant of the engine ends the whole process. Whoever runs worlds must then still
/// learn which one it was, and how to run it again.

#include <string>

namespace sluice::sim {

/// From now on a thread that dies of a broken invariant, an uncaught exception or a bad address
/// first writes its last words onto stderr. What would have happened without this happens then.
void hear_last_words();

/// What the calling thread is to say if it dies before this object does. A line without its end.
/// One at a time on each thread; at most about 1,000 characters.
class last_words {
 public:
  explicit last_words(const std::string& line) noexcept;
  ~last_words();
  last_words(const last_words&) = delete;
  last_words& operator=(const last_words&) = delete;
};

}  // namespace sluice::sim
