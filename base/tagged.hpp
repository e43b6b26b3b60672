#pragma once
/// A T that cannot be mistaken for another T: an order number is not a refund number.
/// Construction and unwrapping are explicit; two tags never compare or convert.

#include <compare>
#include <functional>
#include <string_view>
#include <utility>

namespace sluice {

template <class Tag, class T>
class tagged {
 public:
  constexpr tagged() = default;
  constexpr explicit tagged(T value) : value_(std::move(value)) {}

  [[nodiscard]] constexpr const T& value() const noexcept { return value_; }
  friend constexpr auto operator<=>(const tagged&, const tagged&) = default;

 private:
  T value_{};
};

}  // namespace sluice

template <class Tag, class T>
struct std::hash<sluice::tagged<Tag, T>> {
  // Not noexcept: see std::hash<order_id>.
  std::size_t operator()(const sluice::tagged<Tag, T>& x) const {
    return std::hash<T>{}(x.value());
  }
};
