#pragma once
/// What OpenSSL does when PEM wants a password: by itself it would ask at the terminal and wait.
/// Inside this folder only.

namespace sluice::signing {

/// Never one. Remembers in `*asked`, a bool, where given.
inline int no_password(char*, int, int, void* asked) {
  if (asked != nullptr) *static_cast<bool*>(asked) = true;
  return -1;
}

}  // namespace sluice::signing
