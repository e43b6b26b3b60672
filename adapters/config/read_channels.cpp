#include <algorithm>

#include "adapters/channels/dialects.hpp"
#include "adapters/config/sections.hpp"
#include "adapters/config/units.hpp"

namespace sluice::config {
namespace {

/// More would make an order too large to be told whole (actors/desk/view.cpp).
constexpr std::uint32_t most_refunds_allowed = 100;

void read_limits(toml_reader& in, channel_settings& channel) {
  auto inner = in.table("limits");
  if (!inner) return;
  auto& out = channel.limits;
  inner->flag("enabled", out.enabled);
  inner->whole<std::uint32_t>("max_in_flight", out.max_in_flight, 1, 100'000);
  inner->whole<std::uint32_t>("queue_capacity", out.queue_capacity, 0, 1'000'000);
  inner->duration("queue_deadline", out.queue_deadline, millis{1}, millis{600'000});
  inner->whole<std::uint32_t>("calls_per_second", out.calls_per_second, 0, 1'000'000);
  inner->whole<std::uint32_t>("faulty_per_second", out.faulty_per_second, 0, 1'000'000);
  inner->whole<std::uint32_t>(
      "max_refunds_per_order", channel.most_refunds_per_order, 1, most_refunds_allowed);
  inner->finish();
}

std::string fault_of_path(const std::string& text) {
  return instrument_from_text(text) ? std::string{} : "is not a path";
}

void read_paths(toml_reader& in, channel_settings& channel) {
  auto inner = in.table("paths");
  if (!inner) return;
  for (auto& [name, reader] : inner->tables_called(fault_of_path, std::string(instrument_rule))) {
    channel::path_limits out{.of = channel::path(name)};
    reader.whole<std::uint32_t>("max_in_flight", out.max_in_flight, 0, 100'000);
    reader.whole<std::uint32_t>("calls_per_second", out.calls_per_second, 0, 1'000'000);
    reader.finish();
    if (reader.sound() && out.max_in_flight == 0 && out.calls_per_second == 0)
      reader.complain("", "limits nothing", "max_in_flight, calls_per_second or both");
    if (out.max_in_flight > channel.limits.max_in_flight)
      reader.complain("max_in_flight",
                      std::to_string(out.max_in_flight) + " is more than the channel's own " +
                          std::to_string(channel.limits.max_in_flight),
                      "at most limits.max_in_flight");
    channel.paths.push_back(std::move(out));
  }
}

/// A time-out that is longer than the limits around it can never run out as configured.
void check_against_engine(toml_reader& in, const engine_settings& engine, const attempt_timing& t) {
  const auto too_long = [&](millis limit, std::string_view name) {
    if (t.call_timeout <= limit) return;
    in.complain("call_timeout",
                to_text(t.call_timeout) + " is longer than engine." + std::string(name) + ", " +
                    to_text(limit),
                "at most engine." + std::string(name));
  };
  too_long(engine.response_limit, "response_limit");
  too_long(engine.drain_limit, "drain_limit");
}

void read_timings(toml_reader& in, const engine_settings& engine, channel_settings& out) {
  auto inner = in.table("timing");
  if (!inner) {
    for (const auto type : out.business_types) {
      out.timing[type] = default_timing(type);
      if (const auto too_early = revokes_too_early(type, out.timing[type], out.limits))
        in.complain("timing", "revoke_never_before, " + *too_early,
                    "times with revoke_never_before " + std::string(late_enough_to_revoke));
    }
    return;
  }
  // With business_types at fault the times are read all the same: their faults are told, too.
  if (out.business_types.empty())
    (void)read_timing(*inner, business_type::payment_code, out.limits);
  for (const auto type : out.business_types) {
    out.timing[type] = read_timing(*inner, type, out.limits);
    if (inner->sound()) check_against_engine(*inner, engine, out.timing[type]);
  }
  for (const auto& row : business_policies) {
    if (out.timing.contains(row.type) || !inner->has(row.name)) continue;
    if (!out.business_types.empty())
      inner->complain(row.name, "the channel's business_types do not include it",
                      "times for the channel's own business types");
    (void)inner->table(row.name);  // known, so not reported a second time
  }
  inner->finish();
}

void read_wallet(toml_reader& in, channel_settings& out) {
  if (const auto name = in.one_of("wallet", wallet_choice())) out.reaches = wallet_from_name(*name);
  const auto& types = out.business_types;
  const auto scans = std::any_of(
      types.begin(), types.end(), [](auto type) { return policy_of(type).needs_payment_code; });
  if (in.sound() && scans && !out.reaches)
    in.complain("wallet", "is missing, and the channel takes payment codes",
                "\"wechat\", \"alipay\" or \"unionpay\": whose payment codes it takes");
}

/// Where the contract wants a code of each payment, nobody can be charged without being asked.
bool may_take_agreements(const dialect_row& row, const dialect_account& account) {
  const bool has_key = row.agreement_key.empty() || account.keys.find(row.agreement_key) != nullptr;
  return has_key && !account.confirms_by_sms;
}

void note_agreements(const channel_access& access, channel_settings& out) {
  const auto* const row = find_dialect(access.dialect);
  if (row == nullptr || !may_take_agreements(*row, access.account)) return;
  for (const auto type : out.business_types)
    if (row->can(operation::offer_agreement, type)) out.agreements_for.push_back(type);
  if (out.agreements_for.empty()) return;
  out.opens_cards = !row->card_key.empty() && access.account.keys.find(row->card_key) != nullptr;
  for (const auto type : out.business_types)
    if (std::ranges::find(row->signs_while_paying, type) != row->signs_while_paying.end())
      out.signs_while_paying.push_back(type);
}

channel_settings read_settings(toml_reader& in, channel_id id, const engine_settings& engine) {
  channel_settings out{.id = std::move(id)};
  if (in.require("business_types", "a list such as [\"payment_code\"]"))
    out.business_types = business_types_named(in.some_of("business_types", business_type_choice()));
  out.currencies = {currency::cny};
  if (in.has("currencies")) {
    out.currencies.clear();
    for (const auto& name : in.some_of("currencies", currency_choice()))
      out.currencies.push_back(*currency_from_name(name));
  } else {
    (void)in.some_of("currencies", currency_choice());
  }
  read_wallet(in, out);
  in.flag("simulated", out.is_simulated);
  read_limits(in, out);
  read_paths(in, out);
  read_breaker(in, out.limits, out.breaker);
  read_timings(in, engine, out);
  return out;
}

}  // namespace

void read_channels(toml_reader in, configuration& out) {
  auto channels = in.named_tables("channel");
  if (channels.empty())
    in.complain("", "there is no channel", "at least one table such as [channels.alipay]");
  for (auto& [name, reader] : channels) {
    const channel_id id{name};
    out.channels.push_back(read_account(reader, id, out.notifications));
    out.engine.channels.push_back(read_settings(reader, id, out.engine));
    note_agreements(out.channels.back(), out.engine.channels.back());
    const auto windows = read_windows(reader, out.channels.back().dialect);
    for (auto& [type, timing] : out.engine.channels.back().timing) timing.windows = windows;
    check_against_dialect(reader, out.channels.back(), out.engine.channels.back());
    reader.finish();
  }
}

}  // namespace sluice::config
