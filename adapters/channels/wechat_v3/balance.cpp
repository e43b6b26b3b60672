#include "adapters/channels/wechat_v3/balance.hpp"

#include <nlohmann/json.hpp>

#include "adapters/channels/strict_json.hpp"
#include "adapters/channels/wechat_v3/fields.hpp"

namespace sluice::wechat_v3 {
namespace {

using nlohmann::json;

bool is_of_another(const json& reply, std::string_view name, std::string_view ours) {
  return !member_of(reply, name).is_null() && !(text_in(reply, name) == ours);
}

}  // namespace

http_request balance_request(std::string_view which) {
  return {.method = "GET", .target = "/v3/merchant/fund/balance/" + std::string(which)};
}

heard_balance read_balance(int status, std::string_view body, std::string_view which,
                           const account& us) {
  const auto read = read_json(body);
  if (const auto* why = std::get_if<misread>(&read))
    return balance_not_told{std::string(name_of(*why))};
  const auto& reply = std::get<json>(read);
  if (!reply.is_object()) return balance_not_told{"unreadable"};
  const auto code = text_in(reply, "code");
  if (!code.empty()) return balance_refused{code.word()};
  if (status != 200) return balance_not_told{"http_" + std::to_string(status)};
  if (is_of_another(reply, "account_type", which) || is_of_another(reply, "mchid", us.merchant_id))
    return balance_not_told{"foreign_account"};
  const auto available = fen_in(reply, "available_amount", currency::cny);
  const auto pending = fen_in(reply, "pending_amount", currency::cny);
  const bool is_odd = !pending && !member_of(reply, "pending_amount").is_null();
  if (!available || is_odd) return balance_not_told{"amount_unreadable"};
  return account_balance{.available = *available, .pending = pending};
}

}  // namespace sluice::wechat_v3
