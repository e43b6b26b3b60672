#pragma once
/// What every file of a mutated tree includes first (tests/mutate/tree.py): which mutant is meant,
/// and the few shapes into which an expression is put so that it can be itself or a mutant.
///
///   SLUICE_MUTANT=17        this one
///   SLUICE_REACHED=FILE     none; the numbers of all that are come across are added to FILE

#include <cstdio>
#include <cstdlib>
#include <type_traits>
#include <utility>

namespace sluice::mutate {

inline constexpr int most_mutants = 1024 * 400;  // as tree.py numbers them

inline const int selected = [] {
  const char* number = std::getenv("SLUICE_MUTANT");
  return number == nullptr ? -1 : std::atoi(number);
}();
inline const char* const reached_file = std::getenv("SLUICE_REACHED");
inline unsigned char reached[most_mutants];  // written by many threads, always the same value

struct reached_writer {
  ~reached_writer() {
    std::FILE* out = reached_file == nullptr ? nullptr : std::fopen(reached_file, "a");
    if (out == nullptr) return;
    for (int i = 0; i < most_mutants; ++i)
      if (reached[i] != 0) std::fprintf(out, "%d\n", i);
    std::fclose(out);
  }
};
inline const reached_writer writes_at_exit;

/// Is this the mutant that is meant?
inline bool on(int number) noexcept {
  if (reached_file != nullptr) __atomic_store_n(&reached[number], 1, __ATOMIC_RELAXED);
  return number == selected;
}

// -- a comparison and its neighbour -------------------------------------------------------------

struct less {};
struct at_most {};
struct greater {};
struct at_least {};

template <class A, class B>
bool compare(int n, const A& a, less, const B& b) {
  return on(n) ? a <= b : a < b;
}
template <class A, class B>
bool compare(int n, const A& a, at_most, const B& b) {
  return on(n) ? a < b : a <= b;
}
template <class A, class B>
bool compare(int n, const A& a, greater, const B& b) {
  return on(n) ? a >= b : a > b;
}
template <class A, class B>
bool compare(int n, const A& a, at_least, const B& b) {
  return on(n) ? a > b : a >= b;
}

// -- one more ---------------------------------------------------------------------------------

/// A number, or a time.
template <class T>
T one_more(int n, T value) {
  if (!on(n)) return value;
  if constexpr (std::is_arithmetic_v<T>)
    return static_cast<T>(value + 1);
  else if constexpr (requires { value += typename T::duration{1}; })
    return value + typename T::duration{1};
  else
    return value + T{1};
}

// -- nothing at all ------------------------------------------------------------------------------

template <class T>
const T& blank(int n, const T& value) {
  static const T none{};
  return on(n) ? none : value;
}
template <class T>
  requires(!std::is_lvalue_reference_v<T> && !std::is_const_v<T>)
T blank(int n, T&& value) {
  if (on(n)) return T{};
  return std::move(value);
}
inline const char* blank(int n, const char* text) noexcept { return on(n) ? "" : text; }

}  // namespace sluice::mutate
