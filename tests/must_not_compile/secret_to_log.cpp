// A payment code cannot be formatted, so it cannot be logged.
#include <fmt/format.h>

#include "base/secret.hpp"

std::string line(const sluice::secret& code) {
#ifdef RIGHT
  return fmt::format("code {}", code.masked());
#else
  return fmt::format("code {}", code);
#endif
}
