#pragma once
/// How far the demo is, on stderr: a bar that is drawn over itself on a terminal; elsewhere a line
/// for every tenth.

#include <cstddef>
#include <cstdio>
#include <string>

namespace sluice::demo {

class progress_bar {
 public:
  progress_bar(std::size_t whole, std::FILE* out, bool on_terminal);

  void show(std::size_t done, const std::string& doing);
  /// A line of its own; the bar goes on below it.
  void say(const std::string& line);
  /// Ends the bar's line.
  void finish();

 private:
  std::size_t whole_;
  std::FILE* out_;
  bool on_terminal_;
  bool bar_is_drawn_ = false;
  std::size_t last_tenth_ = 0;
};

}  // namespace sluice::demo
