#include "actors/people/proposal_stream.hpp"

#include <algorithm>

#include "base/overloaded.hpp"
#include "events/codec.hpp"
#include "events/stream_name.hpp"

namespace sluice {

std::string stream_changed_by(const approval::word& w) {
  return std::visit(
      overloaded{
          [](const resolve_order& q) { return order_stream(q.order); },
          [](const change_channel& q) { return channel_stream(q.channel); },
          [](const force_path& q) { return channel_stream(q.channel); },
          [](const create_merchant& q) { return merchant_stream(q.merchant); },
          [](const change_merchant& q) { return merchant_stream(q.merchant); },
          [](const degrade_merchant& q) { return merchant_stream(q.merchant); },
          [](const promote_merchant& q) { return merchant_stream(q.merchant); },
          [](const degrade_engine&) { return engine_stream(); },
          [](const change_principal&) { return access_stream(); },
          [](const add_key&) { return access_stream(); },
          [](const revoke_key&) { return access_stream(); },
          [](const change_routing&) { return routing_stream(); },
          [](const put_contract&) { return contract_stream(); },
          [](const settle_merchant& q) { return balance_stream(q.merchant); },
          [](const resolve_settlement& q) { return balance_stream(q.merchant); },
      },
      w);
}

bool is_about_what_moves(const approval::word& w) noexcept {
  return std::holds_alternative<settle_merchant>(w) ||
         std::holds_alternative<resolve_settlement>(w);
}

std::optional<money> amount_of(const store::event_log& log, const approval::word& w) {
  const auto* about = std::get_if<resolve_order>(&w);
  if (about == nullptr) return std::nullopt;
  const auto read = log.read_stream(order_stream(about->order));
  const auto* records = std::get_if<std::vector<store::record>>(&read);
  if (records == nullptr || records->empty()) return std::nullopt;
  const auto first = decode(records->front());
  const auto* known = std::get_if<decoded>(&first);
  const auto* event = known != nullptr ? std::get_if<order::event>(&known->event) : nullptr;
  const auto* accepted = event != nullptr ? std::get_if<order::order_accepted>(event) : nullptr;
  if (accepted == nullptr) return std::nullopt;
  // A channel may have named more than was asked for, and a person may say so too.
  const auto named = about->verdict.amount_minor.value_or(0);
  return money{std::max(accepted->amount.minor_units, named), accepted->amount.unit};
}

}  // namespace sluice
