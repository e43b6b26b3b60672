#pragma once
/// std::visit with one lambda per alternative. Never add a catch-all lambda: a forgotten
/// alternative must not compile.

namespace sluice {

template <class... F>
struct overloaded : F... {
  using F::operator()...;
};
template <class... F>
overloaded(F...) -> overloaded<F...>;

}  // namespace sluice
