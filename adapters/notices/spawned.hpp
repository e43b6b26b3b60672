#pragma once
/// A program that is written to and listened to. Killed at the end, with its whole group, if it has
/// not ended by then; never left as a zombie.

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

namespace sluice::notices {

class open_file {
 public:
  open_file() noexcept = default;
  explicit open_file(int number) noexcept : number_(number) {}
  ~open_file() { close(); }
  open_file(open_file&& other) noexcept : number_(other.number_) { other.number_ = -1; }
  open_file& operator=(open_file&& other) noexcept;

  [[nodiscard]] int number() const noexcept { return number_; }
  void close() noexcept;

 private:
  int number_ = -1;
};

class spawned {
 public:
  /// words[0]: the program's whole path. Check why_not() before anything else.
  explicit spawned(const std::vector<std::string>& words);
  ~spawned();
  spawned(const spawned&) = delete;
  spawned& operator=(const spawned&) = delete;

  /// Why it could not be started. Empty: it runs.
  [[nodiscard]] const std::string& why_not() const noexcept { return why_not_; }
  [[nodiscard]] open_file& input() noexcept { return input_; }  ///< does not block
  [[nodiscard]] open_file& output() noexcept { return output_; }  ///< both; does not block
  [[nodiscard]] int ended() const noexcept { return ended_.number(); }  ///< readable once it has
  /// Kills whatever is left of its group; the exit status, or 128 + the signal that ended it.
  int end() noexcept;

 private:
  pid_t id_ = -1;
  std::string why_not_{};
  open_file input_{}, output_{}, ended_{};
  std::optional<int> status_{};
};

}  // namespace sluice::notices
