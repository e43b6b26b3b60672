#pragma once
/// What can never be: a bug, not an input and not a failing world. Checked in every build; says
/// where and stops the process, because a payment engine that contradicts itself must not go on.

namespace sluice {

[[noreturn]] void broken_invariant(const char* rule, const char* file, int line) noexcept;

}  // namespace sluice

#define SLUICE_INVARIANT(rule) \
  ((rule) ? static_cast<void>(0) : ::sluice::broken_invariant(#rule, __FILE__, __LINE__))
