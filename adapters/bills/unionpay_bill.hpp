#pragma once
/// UnionPay's bills: lines of fixed width in bytes, one blank between the columns. A file ZM has
/// the payments and refunds of a clearing day, a file ZME refunds and disputes that were made by
/// hand, and a summary in GBK says what they add up to; they come in one ZIP archive. Source:
/// open.unionpay.com, description of the merchants' files; one archive of 2015.

#include <string_view>

#include "adapters/bills/bill.hpp"

namespace sluice::bills {

/// The archive, or one of its files. `name`: of the file, because only there the clearing day is
/// said (INN15090588ZM_…), without which no row's time has a year; an archive names its own.
[[nodiscard]] reading_of_bill read_unionpay_bill(std::string_view bytes, std::string_view name);

}  // namespace sluice::bills
