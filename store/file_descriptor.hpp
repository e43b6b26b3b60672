#pragma once
/// An open file that closes itself, and the few calls on it that the store needs.

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace sluice::store {

class file_descriptor {
 public:
  file_descriptor() = default;
  explicit file_descriptor(int number) noexcept : number_(number) {}
  file_descriptor(file_descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  file_descriptor& operator=(file_descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~file_descriptor();

  [[nodiscard]] bool valid() const noexcept { return number_ >= 0; }
  [[nodiscard]] int number() const noexcept { return number_; }
  /// errno when it did not work.
  [[nodiscard]] std::optional<int> write_at(std::string_view bytes,
                                            std::size_t offset) const noexcept;
  [[nodiscard]] std::optional<int> sync_data() const noexcept;

 private:
  int number_ = -1;
};

/// Not valid and errno set when it did not work. `flags` and `mode` as in open(2).
[[nodiscard]] file_descriptor open_file(const std::filesystem::path& path, int flags,
                                        unsigned mode = 0);

/// "cannot open /x/LOCK: Permission denied"
[[nodiscard]] std::string cannot(std::string_view do_what, const std::filesystem::path& path,
                                 int error_number);

}  // namespace sluice::store
