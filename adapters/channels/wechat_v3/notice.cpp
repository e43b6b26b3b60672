#include "adapters/channels/wechat_v3/notice.hpp"

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

#include "adapters/channels/strict_json.hpp"
#include "adapters/channels/wechat_v3/codes.hpp"
#include "adapters/channels/wechat_v3/fields.hpp"
#include "adapters/channels/wechat_v3/sealed.hpp"
#include "adapters/channels/wechat_v3/trade.hpp"

namespace sluice::wechat_v3 {
namespace {

using nlohmann::json;

std::optional<json> object_in(std::string_view text) {
  auto read = read_json(text);
  auto* found = std::get_if<json>(&read);
  if (found == nullptr || !found->is_object()) return std::nullopt;
  return std::move(*found);
}

bool is_refund(foreign_text event) noexcept {
  return event == "REFUND.SUCCESS" || event == "REFUND.ABNORMAL" || event == "REFUND.CLOSED";
}

/// A number at the channel that can be one of ours. Nothing: it is none.
std::optional<channel_key> key_in(const json& said, std::string_view name) {
  const auto text = text_in(said, name);
  if (text.empty() || !text.is_word()) return std::nullopt;
  return channel_key(text.word());
}

heard_notice of_payment(const json& trade) {
  const auto key = key_in(trade, "out_trade_no");
  if (!key) return notice_refusal::unreadable;
  const auto state = text_in(trade, "trade_state");
  const auto* row = find_row(trade_states, state.as_received());
  channel_notification news{.channel = {}, .key = *key, .code = state.word()};
  news.verified = true;
  // The event is called a success; a state that is none says that somebody is confused.
  if (row == nullptr || row->found != finding::paid) return news;
  news.found = finding::paid;
  news.channel_reference = text_in(trade, "transaction_id").word();
  news.amount = amount_of(trade);
  news.told = receipt_of(trade);
  return news;
}

heard_notice of_refund(const json& refund, foreign_text event) {
  const auto key = key_in(refund, "out_refund_no");
  if (!key) return notice_refusal::unreadable;
  channel_notification news{.channel = {}, .key = *key, .code = event.word()};
  news.verified = true;
  return news;
}

}  // namespace

heard_notice read_notice(std::string_view body, const account& us) {
  const auto envelope = object_in(body);
  if (!envelope) return notice_refusal::unreadable;
  const auto event = text_in(*envelope, "event_type");
  const bool is_payment = event == "TRANSACTION.SUCCESS";
  if (!is_payment && !is_refund(event)) return notice_refusal::unreadable;
  const auto text = opened(member_of(*envelope, "resource"), us.api_v3_key);
  const auto said = text ? object_in(text->reveal()) : std::nullopt;
  if (!said) return notice_refusal::unreadable;
  if (!is_ours(*said, us)) return notice_refusal::foreign_account;
  return is_payment ? of_payment(*said) : of_refund(*said, event);
}

}  // namespace sluice::wechat_v3
