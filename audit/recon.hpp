#pragma once
/// A channel's bill of a day against a log: `sluice recon check`. Whoever reads the file brings its
/// rows as facts and says what it is worth (app/commands/recon.cpp).

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "audit/recon_claims.hpp"
#include "audit/recon_facts.hpp"
#include "domain/reconciliation/day_check.hpp"

namespace sluice {

struct recon_question {
  channel_id channel;
  reconciliation::day_check::bill bill{};
  reconciliation::day_number day = 0;  ///< what of the log is due
  /// Of the bills before: standing carried or seen.
  std::vector<reconciliation::claim> before{};
  std::filesystem::path scratch{};  ///< a file that is not there
  std::size_t most_listed = 100'000;
};

struct recon_found {
  reconciliation::proofs proven{};
  std::vector<reconciliation::difference> listed{};  ///< the first `most_listed`, by their rows
  std::array<std::uint64_t, reconciliation::differences::all.size()> counts{};  ///< of all
  std::vector<reconciliation::claim> after{};  ///< for the next bill: carried, or seen already
  /// What the bills before left and the log has not, or not so: a sentence each.
  std::vector<std::string> faults{};
  std::optional<instant> last{};  ///< of the log

  [[nodiscard]] std::uint64_t differences() const noexcept;
  /// What the log has, this bill lacks, and the next one may have.
  [[nodiscard]] std::uint64_t waiting() const noexcept;
};

/// What both sides have, part by part, into `into`. Throws facts_lost.
void match_facts(recon_facts& rows, recon_facts& claims, const recon_question& asked,
                 recon_found& into);

/// Throws facts_lost and store::read_failed.
[[nodiscard]] std::variant<recon_found, store::damage> check_bill(
    const store::event_log& log, recon_facts& rows, const recon_question& asked);

}  // namespace sluice
