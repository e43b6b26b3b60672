#pragma once
/// Alipay's bills: comments that begin with '#', a header, rows, comments that say that the list
/// ends and what it adds up to. GBK or UTF-8, alone or in a ZIP archive. Source:
/// opendocs.alipay.com, alipay.data.dataservice.bill.downloadurl.query and the description of its
/// files.

#include <string_view>

#include "adapters/bills/bill.hpp"

namespace sluice::bills {

/// Trade bills (业务明细) and account bills (账务明细); the header says which. Of an archive the
/// one entry that is such a list; its summaries (汇总) are not read.
[[nodiscard]] reading_of_bill read_alipay_bill(std::string_view bytes);

}  // namespace sluice::bills
