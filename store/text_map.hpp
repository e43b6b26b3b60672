#pragma once
/// A hash map from text that is searched with a string_view, without making a string first.

#include <string>
#include <string_view>
#include <unordered_map>

namespace sluice::store {

struct text_hash {
  using is_transparent = void;
  // Not noexcept: libstdc++ then keeps the hash beside each key instead of working it out again for
  // every neighbour that a search passes.
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};

template <class Value>
using text_map = std::unordered_map<std::string, Value, text_hash, std::equal_to<>>;

}  // namespace sluice::store
