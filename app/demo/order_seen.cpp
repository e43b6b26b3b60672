#include "app/demo/order_seen.hpp"

#include <algorithm>

namespace sluice::demo {

std::optional<order_seen> order_from(const nlohmann::json& answer) {
  try {
    order_seen o{
        .merchant = answer.at("merchant").get<std::string>(),
        .order_no = answer.at("order_no").get<std::string>(),
        .state = answer.at("state").get<std::string>(),
        .payer_action = answer.value("payer_action", ""),
        .payer_action_content = answer.value("payer_action_content", ""),
        .channel = answer.value("channel", ""),
        .amount_minor = answer.at("amount_minor").get<std::int64_t>(),
        .refunded_minor = answer.at("refunded_minor").get<std::int64_t>(),
        .captured_minor = answer.value("captured_minor", std::int64_t{0}),
        .conflicts = answer.at("conflicts").get<std::uint32_t>(),
        .sequence = answer.at("sequence").get<std::uint64_t>()};
    for (const auto& attempt : answer.at("attempt_list"))
      o.keys.push_back(attempt.at("channel_key").get<std::string>());
    for (const auto& refund : answer.at("refunds"))
      o.refunds.push_back(
          {refund.at("refund_no").get<std::string>(), refund.at("state").get<std::string>()});
    return o;
  } catch (const nlohmann::json::exception&) {
    return std::nullopt;
  }
}

bool has_ended(const order_seen& o) noexcept {
  return !o.state.empty() && o.state != "processing" && o.state != "payer_action_needed";
}

bool is_quiet(const order_seen& o) noexcept {
  const auto is_under_way = [](const refund_seen& r) { return r.state == "processing"; };
  return has_ended(o) && std::none_of(o.refunds.begin(), o.refunds.end(), is_under_way);
}

std::optional<std::int64_t> claimed_minor(const order_seen& o) noexcept {
  const auto is_unknown = [](const refund_seen& r) { return r.state == "needs_operator"; };
  if (std::any_of(o.refunds.begin(), o.refunds.end(), is_unknown)) return std::nullopt;
  const auto paid = o.captured_minor > 0 ? o.captured_minor : o.amount_minor;
  if (o.state == "paid") return paid - o.refunded_minor;
  if (o.state == "failed" || o.state == "revoked" || o.state == "authorized") return 0;
  return std::nullopt;
}

}  // namespace sluice::demo
