// A payment code does not turn into text by itself.
#include "base/secret.hpp"

std::string text_of(const sluice::secret& code) {
#ifdef RIGHT
  return code.reveal();
#else
  return code;
#endif
}
