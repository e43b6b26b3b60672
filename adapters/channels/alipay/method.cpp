#include "adapters/channels/alipay/method.hpp"

#include <algorithm>

#include "adapters/channels/alipay/agreement.hpp"
#include "adapters/channels/alipay/holds.hpp"
#include "adapters/channels/alipay/pages.hpp"
#include "base/invariant.hpp"

namespace sluice::alipay {
namespace {

std::optional<std::string_view> pay_method(const channel_call& call) noexcept {
  if (is_by_agreement(call)) return "alipay.trade.pay";
  switch (call.type) {
    case business_type::preauthorization:  // a capture of it
    case business_type::payment_code: return "alipay.trade.pay";
    case business_type::quick_pay: return "alipay.trade.create";
    case business_type::payout: return "alipay.fund.trans.uni.transfer";
    case business_type::native_qr: return "alipay.trade.precreate";
    case business_type::app: return "alipay.trade.app.pay";
    case business_type::h5: return "alipay.trade.wap.pay";
    case business_type::top_up:
    case business_type::ebank: return "alipay.trade.page.pay";
    case business_type::jsapi:
    case business_type::enterprise_ebank: return std::nullopt;
  }
  broken_invariant("every business type has a way to pay", __FILE__, __LINE__);
}

/// Nothing takes a capture back but a refund.
bool is_asked_of_capture(const channel_call& call) noexcept {
  return call.what != operation::revoke && call.what != operation::close &&
         !call.taken_from->reference.empty();
}

}  // namespace

std::optional<std::string_view> method_of(const channel_call& call) noexcept {
  if (is_about_hold(call)) return hold_method(call);
  if (is_about_capture(call) && !is_asked_of_capture(call)) return std::nullopt;
  if (!pay_method(call)) return std::nullopt;
  const auto type = call.type;
  const bool trade = type != business_type::payout;
  const auto if_chargeable = [&](std::string_view method) {
    return type == business_type::quick_pay ? std::optional(method) : std::nullopt;
  };
  const auto only_trades = [&](std::string_view method) {
    return trade ? std::optional(method) : std::nullopt;
  };
  switch (call.what) {
    case operation::pay: return pay_method(call);
    case operation::confirm:
    case operation::send_on_refund: return std::nullopt;
    case operation::query: return trade ? "alipay.trade.query" : "alipay.fund.trans.common.query";
    // What the payer does elsewhere is closed: only who was charged at once is given money back.
    case operation::revoke:
      return is_for_payer(type) ? std::nullopt : only_trades("alipay.trade.cancel");
    case operation::close: return only_trades("alipay.trade.close");
    case operation::refund: return only_trades("alipay.trade.refund");
    case operation::refund_query: return only_trades("alipay.trade.fastpay.refund.query");
    case operation::offer_agreement:  // Alipay takes no cards
      return call.opens != nullptr ? std::nullopt
                                   : if_chargeable("alipay.user.agreement.page.sign");
    case operation::open_card: return std::nullopt;
    case operation::query_agreement: return if_chargeable("alipay.user.agreement.query");
    case operation::end_agreement: return if_chargeable("alipay.user.agreement.unsign");
  }
  broken_invariant("every operation has a method or none", __FILE__, __LINE__);
}

std::string answer_node(std::string_view method) {
  std::string node(method);
  std::replace(node.begin(), node.end(), '.', '_');
  return node + "_response";
}

}  // namespace sluice::alipay
