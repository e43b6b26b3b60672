#pragma once
/// Which reader is for whose bills.

#include <string_view>

#include "adapters/bills/bill.hpp"

namespace sluice::bills {

/// `dialect`: a name of adapters/channels/dialects.hpp. `file`: the file's name, which only
/// UnionPay's reader looks at. Also what channels pack with GZIP.
[[nodiscard]] reading_of_bill read_bill(std::string_view dialect, std::string_view bytes,
                                        std::string_view file);

}  // namespace sluice::bills
