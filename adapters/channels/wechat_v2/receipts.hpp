#pragma once
/// What WeChat Pay V2 says of money that moved, for the books. As far as it can be read: a receipt
/// proves nothing, so what is wrong with it does not make an answer unknown.

#include <string>

#include "adapters/channels/strict_xml.hpp"
#include "domain/money.hpp"
#include "domain/order/receipt.hpp"

namespace sluice::wechat_v2 {

/// Of a paid trade. `unit`: fee_type.
[[nodiscard]] order::receipt receipt_of(const xml_fields& reply, currency unit);

/// Of a refund. `nth`: its ending in a list ("_0"); none in the answer to the refund itself.
[[nodiscard]] order::receipt refund_receipt_of(const xml_fields& reply, const std::string& nth,
                                               currency unit);

}  // namespace sluice::wechat_v2
