#pragma once
/// Reads one TOML table key by key into typed values, noting every fault with its place instead of
/// stopping at the first. A key that nobody asked for is a fault as well: see finish().
///
/// Used inside this folder only, while a file is being read. A value at fault leaves its target as
/// it was; sound() tells whether checks that compare values make sense.

#include <toml++/toml.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/config/configuration.hpp"

namespace sluice {

/// What all tables of one file share.
struct reading {
  std::string file;
  const key_sources& secrets;
  std::vector<config_problem> problems{};
};

struct choice {
  std::string_view what;  ///< "business type"
  std::vector<std::string> names;
};

class toml_reader {
 public:
  toml_reader(const toml::table& table, std::string path, reading& shared);

  [[nodiscard]] bool has(std::string_view key) const;
  /// Where the table begins in the file.
  [[nodiscard]] std::uint32_t line() const;
  /// Faults so far in this table, not counting its sub-tables.
  [[nodiscard]] bool sound() const noexcept { return sound_; }
  /// No fault in the whole file so far: checks across sections make sense.
  [[nodiscard]] bool all_sound() const noexcept { return shared_->problems.empty(); }

  // -- values; a key that is absent leaves the target as it was ---------------------------
  bool text(std::string_view key, std::string& into);  ///< true: it is there, and a text
  void text(std::string_view key, secret& into);  ///< key_sources.hpp
  void flag(std::string_view key, bool& into);
  void duration(std::string_view key, millis& into, millis least, millis most);
  void durations(std::string_view key, std::vector<millis>& into, millis least, millis most);
  void bytes(std::string_view key, std::uint64_t& into, std::uint64_t least, std::uint64_t most);
  template <class T>
  void whole(std::string_view key, T& into, T least, T most) {
    if (const auto n = whole_number(key, std::int64_t{least}, static_cast<std::int64_t>(most)))
      into = static_cast<T>(*n);
  }
  /// One of the names.
  [[nodiscard]] std::optional<std::string> one_of(std::string_view key, const choice& allowed);
  /// Several of the names, none twice, at least one. Empty: absent or at fault.
  [[nodiscard]] std::vector<std::string> some_of(std::string_view key, const choice& allowed);

  /// Several texts, none twice, each of which is good. Empty: absent, or all at fault. `fault_of`
  /// says what is wrong with one ("is not …"); empty: nothing.
  using text_check = std::function<std::string(const std::string& written)>;
  [[nodiscard]] std::vector<std::string> texts(std::string_view key, const text_check& fault_of,
                                               const std::string& allowed);
  /// Texts in their order, of which there may be equal ones: at least one, none empty.
  [[nodiscard]] std::vector<std::string> words(std::string_view key, const std::string& allowed);
  /// A list of secrets of which the file says only where they are kept. `take` says what is wrong
  /// with one, as above, and never quotes it.
  using secret_check = std::function<std::string(const secret& found)>;
  void secrets(std::string_view key, const secret_check& take, const std::string& allowed);
  /// All texts of this table, for one whose keys are names chosen by the operator.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> named_texts(
      std::string_view name_kind);

  // -- tables in this table ------------------------------------------------------------------
  [[nodiscard]] std::optional<toml_reader> table(std::string_view key);
  /// Every sub-table with its name, for tables whose keys are names chosen by the operator.
  struct named;
  [[nodiscard]] std::vector<named> named_tables(std::string_view name_kind);
  /// The same where keys follow a rule of their own; `fault_of` as for texts().
  [[nodiscard]] std::vector<named> tables_called(const text_check& fault_of,
                                                 const std::string& allowed);

  // -- faults ----------------------------------------------------------------------------------
  /// At the key's value, or at the table when the key is absent.
  void complain(std::string_view key, std::string what, std::string allowed);
  bool require(std::string_view key, std::string allowed);
  /// Call last: every key that was not asked for is a fault, with the nearest known key.
  void finish();

 private:
  const toml::node* find(std::string_view key);
  std::optional<std::int64_t> whole_number(std::string_view key, std::int64_t least,
                                           std::int64_t most);
  std::optional<std::string> name_in(const toml::node& node, std::string_view key,
                                     const choice& allowed);
  std::optional<millis> duration_in(const toml::node& node, std::string_view key, millis least,
                                    millis most);
  [[nodiscard]] secret_fault fault_of_secret(const std::string& written, const secret_check& take,
                                             const std::string& allowed) const;
  void check_name_of(const toml::key& key, std::string_view name_kind);
  [[nodiscard]] std::vector<named> all_tables();
  void complain_at(std::uint32_t line, std::uint32_t column, std::string_view key, std::string what,
                   std::string allowed);
  void wrong_type(const toml::node& node, std::string_view key, std::string allowed);

  const toml::table* table_;
  std::string path_;
  reading* shared_;
  std::vector<std::string> known_{};
  bool sound_ = true;
};

struct toml_reader::named {
  std::string name;
  toml_reader reader;
};

}  // namespace sluice
