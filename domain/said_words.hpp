#pragma once
/// What people write as words between blanks, such as "parts_per_million=6000 rounding=down": in
/// any order, each at most once. Read and written by whoever has a table of the words that there
/// are.

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace sluice::said_words {

template <class Target>
struct word {
  std::string_view name;
  std::string_view allowed;  ///< "a whole number, 0 or more"
  /// Takes the value up. False: it cannot be one.
  bool (*set)(Target& into, std::string_view value);
};

inline constexpr std::string_view whole_number = "a whole number, 0 or more";
[[nodiscard]] inline std::optional<std::int64_t> number_in(std::string_view text) noexcept {
  std::int64_t out = 0;
  const auto* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, out);
  if (read.ec != std::errc{} || read.ptr != end || out < 0) return std::nullopt;
  return out;
}

template <class Value, class Target>
bool take(std::optional<Value> value, Target& into) {
  if (!value) return false;
  into = *std::move(value);
  return true;
}

template <class Target>
[[nodiscard]] std::string names_of(std::span<const word<Target>> words) {
  std::string out;
  for (const auto& w : words) out.append(out.empty() ? "" : ", ").append(w.name);
  return out;
}

/// Nothing: it was taken up.
template <class Target>
[[nodiscard]] std::optional<std::string> take_word(Target& into, std::string_view text,
                                                   std::span<const word<Target>> words,
                                                   std::vector<std::string_view>& seen) {
  const auto equals = text.find('=');
  const auto name = text.substr(0, equals);
  const auto known = std::ranges::find(words, name, &word<Target>::name);
  if (equals == std::string_view::npos || known == words.end())
    return "has a word that is none: each is a name, '=' and a value, and names are " +
           names_of(words);
  if (std::ranges::find(seen, name) != seen.end()) return "says " + std::string(name) + " twice";
  seen.push_back(name);
  if (known->set(into, text.substr(equals + 1))) return std::nullopt;
  return "has a " + std::string(name) + " that is none: it must be " + std::string(known->allowed);
}

/// What is said of it, or which word is wrong and why: a sentence without its subject.
template <class Target>
[[nodiscard]] std::variant<Target, std::string> read(std::string_view text,
                                                     std::span<const word<Target>> words) {
  Target out;
  std::vector<std::string_view> seen;
  for (std::size_t from = 0; from <= text.size();) {
    const auto to = std::min(text.find(' ', from), text.size());
    if (auto wrong = take_word(out, text.substr(from, to - from), words, seen))
      return *std::move(wrong);
    from = to + 1;
  }
  return out;
}

inline void add(std::string& out, std::string_view name, std::string_view value) {
  out.append(out.empty() ? "" : " ").append(name).append(1, '=').append(value);
}
/// What is as usual goes without saying.
inline void add(std::string& out, std::string_view name, std::int64_t value,
                std::int64_t usual = 0) {
  if (value != usual) add(out, name, std::to_string(value));
}

}  // namespace sluice::said_words
