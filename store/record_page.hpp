#pragma once
/// Records as they lie in the database: those of one append back to back, some thousand bytes
/// together under the sequence of the first. One place in the index instead of one a record makes
/// writing, compaction and reading in order several times cheaper. A page of one record is the
/// record.

#include <optional>
#include <string>
#include <string_view>

#include "store/record_format.hpp"

namespace sluice::store {

/// A page that has reached this is written; a record is never split, so it may be longer.
inline constexpr std::size_t full_page = 4096;

/// Finds records in somebody else's bytes, fastest in order. Believes no length that it reads.
class record_page {
 public:
  record_page() = default;
  record_page(sequence first, std::string_view bytes) noexcept
      : first_(first), bytes_(bytes), here_(first) {}

  /// The stored bytes of that record, still to be decoded and checked. Nothing: it is not here.
  [[nodiscard]] std::optional<std::string_view> find(sequence at) noexcept;
  /// The last record's sequence; 0 when there is none.
  [[nodiscard]] sequence last() noexcept;

 private:
  [[nodiscard]] std::string_view rest() const noexcept { return bytes_.substr(offset_); }

  sequence first_ = 0;
  std::string_view bytes_;
  sequence here_ = 0;  ///< the record that begins at offset_
  std::size_t offset_ = 0;
};

}  // namespace sluice::store
