#pragma once
/// Reads one table of a scenario file key by key, noting every fault with its line instead of
/// stopping at the first. A key that nobody asked for is a fault as well: see finish().
/// Used by scenario_file.cpp only. A value at fault leaves its target as it was.

#include <toml++/toml.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/world/scenario.hpp"

namespace sluice::sim {

// -- the most that most numbers may be -------------------------------------------------------
inline constexpr std::int64_t a_day_in_seconds = 86'400;
inline constexpr std::int64_t a_minute_in_ms = 60'000;
inline constexpr std::int64_t many = 1'000'000;

/// "one, two, three"
[[nodiscard]] std::string listed(const std::vector<std::string>& names);

class scenario_reader {
 public:
  struct fault {
    std::uint32_t line;
    std::string what;
  };

  /// `title`: "[engine]"; empty for the file itself.
  scenario_reader(const toml::table& table, std::string title, std::vector<fault>& faults)
      : table_(&table), title_(std::move(title)), faults_(&faults) {}

  [[nodiscard]] bool has(std::string_view key) const { return table_->contains(key); }

  // -- values; a key that is absent leaves the target as it was ---------------------------
  void text(std::string_view key, std::string& into);
  void flag(std::string_view key, bool& into);
  void whole(std::string_view key, std::uint32_t& into, std::int64_t least, std::int64_t most);
  /// A whole number, or two as [least, most].
  void span(std::string_view key, span_of& into, std::int64_t least, std::int64_t most);
  /// A number from 0 to 1 with up to six decimals.
  void share(std::string_view key, ppm& into);
  /// One of `allowed`.
  [[nodiscard]] std::optional<std::string> one_of(std::string_view key,
                                                  const std::vector<std::string>& allowed);
  /// A list of some of `allowed`.
  [[nodiscard]] std::vector<std::string> some_of(std::string_view key,
                                                 const std::vector<std::string>& allowed);

  // -- tables in this table ------------------------------------------------------------------
  [[nodiscard]] std::optional<scenario_reader> table(std::string_view key);
  /// Each [[key]].
  [[nodiscard]] std::vector<scenario_reader> tables(std::string_view key);

  // -- faults ----------------------------------------------------------------------------------
  void require(std::string_view key, std::string_view allowed);
  /// At the key's value, or at the table when the key is absent.
  void complain(std::string_view key, const std::string& what);
  /// Call last: tells of every key that was not asked for.
  void finish();

 private:
  const toml::node* find(std::string_view key);
  void wrong(const toml::node& at, std::string_view key, const std::string& allowed);
  void unknown(const toml::node& at, std::string_view key, const std::string& word,
               const std::vector<std::string>& allowed);
  [[nodiscard]] std::string where() const;
  void note(const toml::source_position& at, std::string what);

  const toml::table* table_;
  std::string title_;
  std::vector<fault>* faults_;
  std::vector<std::string> known_{};
};

}  // namespace sluice::sim
