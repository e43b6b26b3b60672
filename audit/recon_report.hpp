#pragma once
/// What `sluice recon check` says: a table that adds up, and what differs. Also as one JSON object,
/// or as CSV for people's programs, in which no cell begins a formula.

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

#include "audit/recon.hpp"

namespace sluice {

/// What is known of the file itself.
struct recon_file {
  struct sum {
    std::string name{};
    std::int64_t stated = 0;  ///< parts_of_a_unit
    std::optional<std::int64_t> found{};  ///< nothing: nobody knows what it is a sum of
    bool is_count = false;
  };
  struct unreadable {
    std::size_t line = 0;
    std::string why{};
  };
  std::string name{}, form{}, channel{}, day{};
  std::string sentence{};  ///< what it is worth
  bool is_proven = false;
  std::vector<sum> sums{};
  std::vector<unreadable> set_apart{};
};

/// What people call the two sides of a difference.
struct recon_names {
  std::string ours{};  ///< our number of it
  std::string channels{};  ///< the channel's, where the bill has it
  std::string order{};  ///< "m1/A-1001", where the log knows it
};
using naming = std::function<recon_names(const reconciliation::difference&)>;

enum class recon_form : std::uint8_t { text, json, csv };

void print_recon(const recon_file& file, const recon_found& found,
                 const reconciliation::file_hash& hash, const naming& names, recon_form form,
                 std::ostream& out);
/// What a bill and a log can differ in, and what may be done about it, as a page in Markdown.
void print_recon_kinds(std::ostream& out);

/// Everything in it was counted, and counted once: what it says may be relied on.
[[nodiscard]] bool is_proven(const recon_file& file, const recon_found& found) noexcept;

}  // namespace sluice
