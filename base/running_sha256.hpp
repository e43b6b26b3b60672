#pragma once
/// SHA-256 of more than fits into memory, piece after piece.

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>

namespace sluice {

class running_sha256 {
 public:
  running_sha256();
  ~running_sha256();
  running_sha256(const running_sha256&) = delete;
  running_sha256& operator=(const running_sha256&) = delete;

  void add(std::string_view bytes);
  /// Once.
  [[nodiscard]] std::array<std::uint8_t, 32> finish();

 private:
  struct context;
  std::unique_ptr<context> context_;
};

}  // namespace sluice
