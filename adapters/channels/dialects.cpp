#include "adapters/channels/dialects.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "adapters/channels/alipay/balance.hpp"
#include "adapters/channels/alipay/dialect.hpp"
#include "adapters/channels/alipay/pages.hpp"
#include "adapters/channels/alipay/public_fields.hpp"
#include "adapters/channels/qra/dialect.hpp"
#include "adapters/channels/qra/public_fields.hpp"
#include "adapters/channels/unionpay/dialect.hpp"
#include "adapters/channels/unionpay/public_fields.hpp"
#include "adapters/channels/unionpay/request.hpp"
#include "adapters/channels/wechat_v2/dialect.hpp"
#include "adapters/channels/wechat_v2/public_fields.hpp"
#include "adapters/channels/wechat_v3/balance.hpp"
#include "adapters/channels/wechat_v3/dialect.hpp"
#include "adapters/channels/wechat_v3/public_fields.hpp"
#include "domain/channel_numbers.hpp"

namespace sluice {
namespace {

using enum operation;

constexpr std::array wechat_v2_serves{
    served_type{business_type::payment_code, {pay, query, revoke, refund, refund_query}},
};
/// What the payer opens elsewhere.
constexpr served_type page_of(business_type type, millis dies_after) {
  return {type, {pay, query, close, refund, refund_query}, dies_after};
}
constexpr served_type alipay_page(business_type type) {
  return page_of(type, alipay::page_surely_dead_after);
}
constexpr served_type unionpay_page(business_type type) {
  return page_of(type, unionpay::page_settled_after);
}

constexpr std::array alipay_serves{
    served_type{business_type::payment_code, {pay, query, revoke, close, refund, refund_query}},
    served_type{business_type::quick_pay,
                {pay, query, revoke, close, refund, refund_query, offer_agreement, query_agreement,
                 end_agreement}},
    served_type{business_type::payout, {pay, query}},
    alipay_page(business_type::native_qr),
    alipay_page(business_type::ebank),
    alipay_page(business_type::h5),
    alipay_page(business_type::app),
    alipay_page(business_type::top_up),
    alipay_page(business_type::preauthorization),
};

/// alipay.trade.app.pay and page.pay take agreement_sign_params.
constexpr std::array alipay_signs_with{business_type::app, business_type::ebank};

constexpr served_type wechat_v3_page(business_type type) {
  return {type, {pay, query, close, refund, refund_query, send_on_refund}};
}
constexpr std::array wechat_v3_serves{
    served_type{
        business_type::payment_code, {pay, query, revoke, refund, refund_query, send_on_refund}},
    wechat_v3_page(business_type::native_qr),
    wechat_v3_page(business_type::jsapi),
    wechat_v3_page(business_type::app),
    wechat_v3_page(business_type::h5),
};

constexpr std::array qra_serves{
    served_type{business_type::payment_code, {pay, query, revoke, refund, refund_query}},
    served_type{business_type::native_qr, {pay, query, close, refund, refund_query}},
};

constexpr std::array unionpay_serves{
    served_type{business_type::quick_pay,
                {pay, confirm, query, close, refund, refund_query, offer_agreement, open_card,
                 query_agreement, end_agreement}},
    unionpay_page(business_type::ebank),
    unionpay_page(business_type::enterprise_ebank),
    unionpay_page(business_type::top_up),
    unionpay_page(business_type::preauthorization),
};

constexpr std::array wechat_only{wallet::wechat};
constexpr std::array alipay_only{wallet::alipay};
constexpr std::array unionpay_only{wallet::unionpay};
constexpr std::array all_three{wallet::wechat, wallet::alipay, wallet::unionpay};

constexpr millis days{86'400'000};
/// Reverse and refund (pay.weixin.qq.com/doc/v2/merchant/4011937361, /4011937374); the aggregator
/// hands both on.
constexpr channel_windows wechat_windows{
    .revoke = channel_window::lasting(7 * days), .refund = channel_window::lasting(365 * days)};
/// alipay.trade.cancel, alipay.trade.refund (opendocs.alipay.com/open/02ekfi, /02ekfk): a year,
/// unless the agreement with Alipay says three months. What is held Alipay is said to let go after
/// thirty days; its agreement with the merchant says it: a day is left to let it go.
constexpr channel_windows alipay_windows{
    .revoke = channel_window::same_day(),
    .refund = channel_window::lasting(365 * days),
    .capture = channel_window::lasting(29 * days)};
/// A payment is undone (消费撤销, 预授权完成撤销) until the end of its settlement day at 23:00.
/// Refunds (退货) for eleven months; what is held is taken (预授权完成) and let go (预授权撤销)
/// within thirty days (open.unionpay.com, ACP 5.1.0): a day is left to let it go.
constexpr channel_windows unionpay_windows{
    .revoke = channel_window::same_day_until(std::chrono::hours{23}),
    .refund = channel_window::lasting(330 * days),
    .capture = channel_window::lasting(29 * days)};

constexpr std::array rows{
    dialect_row{
        .name = "wechat_v2",
        .reaches = wechat_only,
        .has_app_id = true,
        .has_merchant_id = true,
        .keys = wechat_v2::key_needs,
        .serves = wechat_v2_serves,
        .notifies = false,
        .has_bills = true,
        .has_fund_bills = true,
        .public_fields = wechat_v2::public_fields,
        .number_width = 32,
        .windows = wechat_windows,
        .make = &wechat_v2_dialect::make},
    dialect_row{
        .name = "wechat_v3",
        .reaches = wechat_only,
        .has_app_id = true,
        .has_merchant_id = true,
        .keys = wechat_v3::key_needs,
        .serves = wechat_v3_serves,
        .notifies = true,
        .has_bills = true,
        .has_fund_bills = true,
        .balances = wechat_v3::balance_accounts,
        .public_fields = wechat_v3::public_fields,
        .number_width = 32,
        .windows = wechat_windows,
        .make = &wechat_v3_dialect::make},
    dialect_row{
        .name = "qra",
        .reaches = all_three,
        .has_app_id = false,
        .has_merchant_id = true,
        .keys = qra::key_needs,
        .serves = qra_serves,
        .notifies = true,
        .has_bills = false,
        .public_fields = qra::public_fields,
        .number_width = 32,
        .windows = wechat_windows,
        .make = &qra_dialect::make},
    dialect_row{
        .name = "alipay",
        .reaches = alipay_only,
        .has_app_id = true,
        .has_merchant_id = false,
        .keys = alipay::key_needs,
        .signs_while_paying = alipay_signs_with,
        .serves = alipay_serves,
        .notifies = true,
        .has_bills = true,
        .has_fund_bills = true,
        .balances = alipay::balance_accounts,
        .public_fields = alipay::public_fields,
        .number_width = 64,
        .windows = alipay_windows,
        .make = &alipay_dialect::make},
    dialect_row{
        .name = "unionpay",
        .reaches = unionpay_only,
        .has_app_id = false,
        .has_merchant_id = true,
        .keys = unionpay::key_needs,
        .agreement_key = "token_requestor_id",
        .card_key = "encryption_certificate",
        .serves = unionpay_serves,
        .notifies = true,
        .has_bills = true,
        .public_fields = unionpay::public_fields,
        .number_width = 32,
        .windows = unionpay_windows,
        .make = &unionpay_dialect::make},
};

static_assert(std::ranges::all_of(rows,
                                  [](const dialect_row& row) {
                                    return row.number_width >= channel_number_length;
                                  }),
              "a number that does not fit would be refused with every order, or be cut");

}  // namespace

std::span<const dialect_row> all_dialects() noexcept { return rows; }

const dialect_row* find_dialect(std::string_view name) noexcept {
  const auto at =
      std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.name == name; });
  return at == rows.end() ? nullptr : &*at;
}

}  // namespace sluice
