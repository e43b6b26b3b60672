#pragma once
/// What an enum can be, known while it is compiled: so a table that is searched at run time is
/// proved there to have a row for every enumerator, and the one whose row was forgotten does not
/// compile. The trick: GCC and Clang print a value that has a name by its name, any other one as a
/// cast.

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace sluice {
namespace enumerators_detail {

/// Ends with "… sluice::currency::cny]" where the value has a name, with "…(sluice::currency)5]"
/// where it has none.
template <auto Value>
consteval bool has_name() {
  const std::string_view text = __PRETTY_FUNCTION__;
  auto at = text.size() - 2;
  while (text[at] >= '0' && text[at] <= '9') --at;
  return text[at] != ')';
}

/// All numbers of a narrow enum; of a wide one those that any table here uses.
template <class Enum>
inline constexpr std::size_t looked_at = sizeof(Enum) == 1 ? 256 : 1024;

template <class Enum, std::size_t... I>
consteval auto named(std::index_sequence<I...>) {
  constexpr std::array<bool, sizeof...(I)> known{has_name<static_cast<Enum>(I)>()...};
  constexpr auto count = static_cast<std::size_t>(std::count(known.begin(), known.end(), true));
  std::array<Enum, count> all{};
  std::size_t next = 0;
  for (std::size_t i = 0; i < known.size(); ++i)
    if (known[i]) all[next++] = static_cast<Enum>(i);
  return all;
}

}  // namespace enumerators_detail

/// All enumerators, the smallest number first. Numbers are 0 to 255, or to 1023 where the type is
/// wider than a byte.
template <class Enum>
  requires std::is_unsigned_v<std::underlying_type_t<Enum>>
inline constexpr auto enumerators = enumerators_detail::named<Enum>(
    std::make_index_sequence<enumerators_detail::looked_at<Enum>>{});

/// Exactly one row for every enumerator. `key` is the row's member that holds it.
template <class Table, class Row, class Enum>
[[nodiscard]] consteval bool has_one_row_each(const Table& table, Enum Row::* key) {
  for (const auto wanted : enumerators<Enum>) {
    std::size_t rows = 0;
    for (const auto& row : table) rows += row.*key == wanted ? 1U : 0U;
    if (rows != 1) return false;
  }
  return table.size() == enumerators<Enum>.size();
}

/// The row of an enumerator stands at its number, so that a table need not be searched.
template <class Table, class Row, class Enum>
[[nodiscard]] consteval bool is_indexed_by(const Table& table, Enum Row::* key) {
  for (std::size_t i = 0; i < table.size(); ++i)
    if (table[i].*key != static_cast<Enum>(i)) return false;
  return has_one_row_each(table, key);
}

/// No two rows have the same text: the second one would never be found.
template <class Table, class Row>
[[nodiscard]] consteval bool has_each_once(const Table& table, std::string_view Row::* text) {
  for (std::size_t i = 0; i < table.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (table[i].*text == table[j].*text) return false;
  return true;
}

}  // namespace sluice
