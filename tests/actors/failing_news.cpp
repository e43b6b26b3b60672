#include "tests/actors/failing_news.hpp"

#include <cstdlib>
#include <limits>
#include <new>

namespace {

thread_local std::size_t too_large = std::numeric_limits<std::size_t>::max();

}  // namespace

namespace sluice::test {

no_memory_from::no_memory_from(std::size_t bytes) noexcept { too_large = bytes; }
no_memory_from::~no_memory_from() { too_large = std::numeric_limits<std::size_t>::max(); }

}  // namespace sluice::test

// Those of arrays call these. A sanitizer's own do not: whoever frees must have been here before.
void* operator new(std::size_t bytes, const std::nothrow_t&) noexcept {
  return bytes >= too_large ? nullptr : std::malloc(bytes == 0 ? 1 : bytes);
}
void* operator new(std::size_t bytes) {
  if (void* const memory = operator new(bytes, std::nothrow)) return memory;
  throw std::bad_alloc{};
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
