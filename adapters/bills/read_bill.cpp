#include "adapters/bills/read_bill.hpp"

#include "adapters/bills/alipay_bill.hpp"
#include "adapters/bills/unionpay_bill.hpp"
#include "adapters/bills/wechat_bill.hpp"
#include "adapters/packing/inflate.hpp"

namespace sluice::bills {
namespace {

reading_of_bill read_unpacked(std::string_view dialect, std::string_view bytes,
                              std::string_view file) {
  if (dialect == "wechat_v2" || dialect == "wechat_v3") return read_wechat_bill(bytes);
  if (dialect == "alipay") return read_alipay_bill(bytes);
  if (dialect == "unionpay") return read_unionpay_bill(bytes, file);
  return not_a_bill{"no bills of this kind of channel can be read"};
}

}  // namespace

reading_of_bill read_bill(std::string_view dialect, std::string_view bytes, std::string_view file) {
  if (!packing::is_gzip(bytes)) return read_unpacked(dialect, bytes, file);
  const auto text = packing::inflated(bytes, packing::wrapping::gzip, packing::largest_bill);
  if (!text) return not_a_bill{"it is packed with GZIP, and damaged"};
  return read_unpacked(dialect, *text, file);
}

}  // namespace sluice::bills
