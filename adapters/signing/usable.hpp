#pragma once
/// What comes of text that may be wrong: a key, a certificate, a file of both. Whoever reads the
/// configuration shows the sentence to a person; no word of a secret is in it.

#include <string>
#include <variant>

namespace sluice::signing {

struct unusable {
  std::string why;  ///< a sentence: what is wrong, and what is allowed
};

template <class T>
using usable = std::variant<T, unusable>;

}  // namespace sluice::signing
