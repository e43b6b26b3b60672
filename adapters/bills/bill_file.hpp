#pragma once
/// A bill as a file, by what is in it: whoever checks one need not say whose it is. Row by row, so
/// that WeChat Pay's may be of any size; others are held whole, up to packing::largest_bill.

#include <filesystem>
#include <functional>
#include <string>
#include <variant>

#include "adapters/bills/bill.hpp"
#include "base/running_sha256.hpp"

namespace sluice::bills {

struct bill_in_file {
  bill about{};  ///< all but its rows
  std::size_t rows = 0;
  std::array<std::uint8_t, 32> hash{};  ///< SHA-256 of what is in it, unpacked where it was GZIP
};

/// `form`: of the bill that the row is in.
using row_visitor = std::function<void(bill_form form, bill_row&& row)>;

/// What it is not is said in a sentence without a subject: "is empty". Rows that were visited
/// before are worth nothing then.
[[nodiscard]] std::variant<bill_in_file, not_a_bill> read_bill_file(
    const std::filesystem::path& file, const row_visitor& visit);

}  // namespace sluice::bills
