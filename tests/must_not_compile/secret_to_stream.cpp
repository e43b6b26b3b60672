// A payment code cannot be streamed.
#include <ostream>

#include "base/secret.hpp"

void show(std::ostream& out, const sluice::secret& code) {
#ifdef RIGHT
  out << code.masked();
#else
  out << code;
#endif
}
