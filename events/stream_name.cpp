#include "events/stream_name.hpp"

namespace sluice {
namespace {

constexpr std::string_view order_prefix = "order/";
constexpr std::string_view channel_prefix = "channel/";
constexpr std::string_view merchant_prefix = "merchant/";
constexpr std::string_view proposal_prefix = "proposal/";
constexpr std::string_view agreement_prefix = "agreement/";
constexpr std::string_view webhook_prefix = "webhook/";
constexpr std::string_view reconciliation_prefix = "reconciliation/";
constexpr std::string_view access_name = "access";
constexpr std::string_view routing_name = "routing";
constexpr std::string_view engine_name = "engine";
constexpr std::string_view alarms_name = "alarm";
constexpr std::string_view contracts_name = "contract";
constexpr std::string_view balance_prefix = "balance/";

std::string joined(std::string_view prefix, std::string_view name) {
  std::string out;
  out.reserve(prefix.size() + name.size());
  out += prefix;
  out += name;
  return out;
}

}  // namespace

std::string order_stream(const order_id& order) {
  const auto& merchant = order.merchant.value();
  const auto& number = order.number.value();
  std::string out;
  out.reserve(order_prefix.size() + merchant.size() + 1 + number.size());
  out += order_prefix;
  out += merchant;
  out += '/';
  out += number;
  return out;
}

std::string channel_stream(const channel_id& channel) {
  return joined(channel_prefix, channel.value());
}

std::string merchant_stream(const merchant_id& merchant) {
  return joined(merchant_prefix, merchant.value());
}

std::string proposal_stream(const proposal_id& proposal) {
  return joined(proposal_prefix, proposal.value());
}

std::string agreement_stream(const agreement_id& agreement) {
  return joined(agreement_prefix, to_string(agreement));
}

std::string access_stream() { return std::string(access_name); }

std::string routing_stream() { return std::string(routing_name); }

std::string engine_stream() { return std::string(engine_name); }

std::string alarm_stream() { return std::string(alarms_name); }

std::string contract_stream() { return std::string(contracts_name); }

std::string balance_stream(const merchant_id& merchant) {
  return joined(balance_prefix, merchant.value());
}

std::string reconciliation_stream(const channel_id& channel) {
  return joined(reconciliation_prefix, channel.value());
}

std::string webhook_stream(const webhook::endpoint_id& endpoint) {
  return joined(webhook_prefix, to_string(endpoint));
}

std::optional<order_id> order_from_text(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto merchant = text.substr(0, slash);
  const auto number = text.substr(slash + 1);
  if (!is_name(merchant) || !is_name(number)) return std::nullopt;
  return order_id{merchant_id{std::string(merchant)}, order_no{std::string(number)}};
}

std::optional<stream_owner> owner_of_stream(std::string_view stream) {
  if (stream.starts_with(order_prefix)) {
    auto order = order_from_text(stream.substr(order_prefix.size()));
    if (!order) return std::nullopt;
    return stream_owner{*std::move(order)};
  }
  if (stream.starts_with(channel_prefix)) {
    const auto name = stream.substr(channel_prefix.size());
    if (!is_name(name)) return std::nullopt;
    return stream_owner{channel_id{std::string(name)}};
  }
  if (stream.starts_with(merchant_prefix)) {
    const auto name = stream.substr(merchant_prefix.size());
    if (!is_name(name)) return std::nullopt;
    return stream_owner{merchant_id{std::string(name)}};
  }
  if (stream.starts_with(proposal_prefix)) {
    const auto name = stream.substr(proposal_prefix.size());
    if (!is_name(name)) return std::nullopt;
    return stream_owner{proposal_id{std::string(name)}};
  }
  if (stream.starts_with(agreement_prefix)) {
    auto named = order_from_text(stream.substr(agreement_prefix.size()));  // both are m1/name
    if (!named) return std::nullopt;
    return stream_owner{agreement_id{named->merchant, agreement_no{named->number.value()}}};
  }
  if (stream.starts_with(webhook_prefix)) {
    auto named = order_from_text(stream.substr(webhook_prefix.size()));
    if (!named) return std::nullopt;
    return stream_owner{webhook::endpoint_id{named->merchant, named->number.value()}};
  }
  if (stream.starts_with(balance_prefix)) {
    const auto name = stream.substr(balance_prefix.size());
    if (!is_name(name)) return std::nullopt;
    return stream_owner{balance_of{merchant_id{std::string(name)}}};
  }
  if (stream.starts_with(reconciliation_prefix)) {
    const auto name = stream.substr(reconciliation_prefix.size());
    if (!is_name(name)) return std::nullopt;
    return stream_owner{reconciliation_of{channel_id{std::string(name)}}};
  }
  if (stream == access_name) return stream_owner{access_register{}};
  if (stream == routing_name) return stream_owner{routing_rules{}};
  if (stream == engine_name) return stream_owner{engine_level{}};
  if (stream == alarms_name) return stream_owner{all_alarms{}};
  if (stream == contracts_name) return stream_owner{all_contracts{}};
  return std::nullopt;
}

}  // namespace sluice
