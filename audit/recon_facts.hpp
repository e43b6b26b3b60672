#pragma once
/// Rows of a bill and claims of the log in 48 bytes each, in parts by their numbers: what does not
/// fit into a few blocks lies in a file, so that ten million need no memory. All of one number are
/// in the same part. Used by `sluice recon`.

#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "domain/reconciliation/sides.hpp"

namespace sluice {

inline constexpr std::size_t fact_size = 48;
using fact = std::array<std::uint8_t, fact_size>;

/// Preconditions: amounts within max_amount_minor, a fee within 1.4e14 parts, a day before 2149.
[[nodiscard]] fact fact_of(const reconciliation::bill_line& l) noexcept;
[[nodiscard]] fact fact_of(const reconciliation::claim& c) noexcept;
[[nodiscard]] reconciliation::bill_line line_from(const fact& f) noexcept;
[[nodiscard]] reconciliation::claim claim_from(const fact& f) noexcept;

/// The disk is full, or gone. A sentence.
class facts_lost : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class recon_facts {
 public:
  static constexpr std::size_t parts = 256;

  /// `file`: made when it is needed, and gone at the end; nothing may be there.
  explicit recon_facts(std::filesystem::path file);
  ~recon_facts();
  recon_facts(const recon_facts&) = delete;
  recon_facts& operator=(const recon_facts&) = delete;

  void add(const reconciliation::number& of, const fact& f);
  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
  /// Those of one part, in the order in which they came.
  [[nodiscard]] std::vector<fact> part(std::size_t which);

 private:
  static constexpr std::size_t facts_a_block = 128;
  struct waiting {
    std::vector<fact> facts{};
    std::vector<std::uint32_t> blocks{};  ///< of the file
  };
  void put_away(waiting& full);

  std::filesystem::path path_;
  std::fstream file_;
  std::uint32_t blocks_ = 0;
  std::uint64_t count_ = 0;
  std::vector<waiting> all_;
};

}  // namespace sluice
