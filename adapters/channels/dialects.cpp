#include "adapters/channels/dialects.hpp"

#include <array>
#include <utility>

#include "adapters/channels/alipay/dialect.hpp"
#include "adapters/channels/wechat_v2/dialect.hpp"

namespace sluice {
namespace {

using enum operation;

template <class Dialect>
std::unique_ptr<dialect> make(dialect_account account) {
  return std::make_unique<Dialect>(std::move(account));
}

constexpr std::array wechat_v2_serves{
    served_type{business_type::payment_code, {pay, query, revoke, refund, refund_query}},
};
constexpr std::array alipay_serves{
    served_type{business_type::payment_code, {pay, query, revoke, close, refund, refund_query}},
    served_type{business_type::quick_pay, {pay, query, revoke, close, refund, refund_query}},
    served_type{business_type::payout, {pay, query}},
};

constexpr std::array rows{
    dialect_row{"wechat_v2", wallet::wechat, true, wechat_v2_serves, notice_proof::no_notices,
                &make<wechat_v2_dialect>},
    dialect_row{
        "alipay", wallet::alipay, false, alipay_serves, notice_proof::none, &make<alipay_dialect>},
};

}  // namespace

std::span<const dialect_row> all_dialects() noexcept { return rows; }

const dialect_row* find_dialect(std::string_view name) noexcept {
  const auto at =
      std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.name == name; });
  return at == rows.end() ? nullptr : &*at;
}

std::unique_ptr<dialect> make_dialect(std::string_view name, dialect_account account) {
  const auto* row = find_dialect(name);
  return row == nullptr ? nullptr : row->make(std::move(account));
}

}  // namespace sluice
