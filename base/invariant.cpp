#include "base/invariant.hpp"

#include <cstdio>
#include <cstdlib>

namespace sluice {

void broken_invariant(const char* rule, const char* file, int line) noexcept {
  std::fprintf(stderr, "sluice: broken invariant: %s (%s:%d)\n", rule, file, line);
  std::fflush(stderr);
  std::abort();
}

}  // namespace sluice
