#pragma once
/// No memory for large things, for as long as one of these lives, on its thread. The program that
/// links this has its operator new replaced.

#include <cstddef>

namespace sluice::test {

class no_memory_from {
 public:
  explicit no_memory_from(std::size_t bytes) noexcept;
  ~no_memory_from();
  no_memory_from(const no_memory_from&) = delete;
  no_memory_from& operator=(const no_memory_from&) = delete;
};

}  // namespace sluice::test
