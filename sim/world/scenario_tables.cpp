// What may stand in each of a scenario file's tables. scenario_text.cpp writes the same.
#include "sim/world/scenario_tables.hpp"

#include <algorithm>

#include "domain/ids.hpp"
#include "domain/instrument.hpp"
#include "domain/merchant/limits.hpp"

namespace sluice::sim {
namespace {

scenario_channel read_channel(scenario_reader& in, std::vector<std::string>& taken) {
  scenario_channel out;
  in.require("name", "text in quotes");
  in.text("name", out.name);
  if (!out.name.empty() && !is_name(out.name))
    in.complain("name", "is no name; it takes " + std::string(name_rule));
  if (std::find(taken.begin(), taken.end(), out.name) != taken.end())
    in.complain("name", "is the name of another channel");
  taken.push_back(out.name);
  if (const auto name = in.one_of("reaches", {"wechat", "alipay"}))
    out.reaches = wallet_from_name(*name);
  in.require("business_types", "a list of " + listed(business_names()));
  for (const auto& name : in.some_of("business_types", business_names()))
    out.business_types.push_back(*business_type_from_name(name));
  in.flag("notifies", out.notifies);
  in.flag("simulated", out.is_simulated);
  in.flag("signs", out.signs);
  in.flag("confirms_by_sms", out.confirms_by_sms);
  in.flag("healthy", out.healthy);
  span_of latency;
  in.span("latency_ms", latency, 0, a_minute_in_ms);
  out.latency_least = millis{latency.least};
  out.latency_most = millis{latency.most};
  in.finish();
  return out;
}

// -- what several have ----------------------------------------------------------------------------

std::vector<std::string> names_of_channels(const scenario& so_far) {
  std::vector<std::string> names;
  for (const auto& c : so_far.channels.empty() ? usual_channels() : so_far.channels)
    names.push_back(c.name);
  return names;
}

std::string read_channel_name(scenario_reader& in, const scenario& so_far) {
  in.require("channel", "the name of a channel");
  return in.one_of("channel", names_of_channels(so_far)).value_or("");
}

std::string read_path_name(scenario_reader& in) {
  std::string out;
  in.text("path", out);
  if (!out.empty() && !instrument_from_text(out))
    in.complain("path", "is no path; it takes " + std::string(instrument_rule));
  return out;
}

void read_while(scenario_reader& in, millis& begin, millis& length) {
  std::uint32_t from = 0;
  std::uint32_t lasts = 0;
  in.whole("from_seconds", from, 0, a_day_in_seconds);
  in.require("lasts_seconds", "a whole number");
  in.whole("lasts_seconds", lasts, 1, a_day_in_seconds);
  begin = std::chrono::seconds{from};
  length = std::chrono::seconds{lasts};
}

// -- the others -----------------------------------------------------------------------------------

scenario_outage read_outage(scenario_reader& in, const scenario& so_far) {
  scenario_outage out{.channel = read_channel_name(in, so_far), .path = read_path_name(in)};
  in.flag("slow", out.slow);
  read_while(in, out.from, out.lasts);
  std::uint32_t every = 0;
  in.whole("times", out.times, 1, a_day_in_seconds);
  in.whole("every_seconds", every, 1, a_day_in_seconds);
  if (out.times > 1 && every == 0)
    in.complain("times", "is more than 1; then every_seconds says from one beginning to the next");
  out.every = std::chrono::seconds{every};
  in.finish();
  return out;
}

scenario_rush read_rush(scenario_reader& in, const scenario& so_far) {
  scenario_rush out;
  in.whole("merchant", out.merchant, 1, so_far.merchants);
  in.require("percent", "a whole number");
  in.whole("percent", out.percent, 1, many);
  read_while(in, out.from, out.lasts);
  in.finish();
  return out;
}

scenario_quota read_quota(scenario_reader& in, const scenario& so_far) {
  scenario_quota out;
  in.require("merchant", "a whole number from 1");
  in.whole("merchant", out.merchant, 1, so_far.merchants);
  in.require("business_type", "one of " + listed(business_names()));
  if (const auto name = in.one_of("business_type", business_names()))
    out.type = *business_type_from_name(*name);
  in.whole("commands_per_second", out.commands_per_second, 0, many);
  in.whole("orders_in_flight", out.orders_in_flight, 0, many);
  in.whole("amount_per_day", out.amount_per_day, 0, 1'000'000'000);
  in.finish();
  return out;
}

void complain_of_healthy(scenario_reader& in, const scenario& so_far, std::string_view key,
                         const std::string& channel) {
  for (const auto& c : so_far.channels)
    if (c.healthy && c.name == channel)
      in.complain(key, "is healthy, so that no limit holds there");
}

scenario_host read_host(scenario_reader& in, const scenario& so_far) {
  const auto names = names_of_channels(so_far);
  scenario_host out;
  in.require("name", "the host's");
  in.text("name", out.name);
  in.text("exit_address", out.exit_address);
  in.require("channels", "some of " + listed(names));
  out.channels = in.some_of("channels", names);
  for (const auto& c : out.channels) complain_of_healthy(in, so_far, "channels", c);
  in.whole("max_in_flight", out.max_in_flight, 0, many);
  in.whole("calls_per_second", out.calls_per_second, 0, many);
  in.whole("connections_per_second", out.connections_per_second, 0, many);
  in.finish();
  return out;
}

scenario_path read_path(scenario_reader& in, const scenario& so_far) {
  in.require("path", std::string(instrument_rule));
  scenario_path out{.channel = read_channel_name(in, so_far), .path = read_path_name(in)};
  in.whole("max_in_flight", out.max_in_flight, 0, many);
  in.whole("calls_per_second", out.calls_per_second, 0, many);
  complain_of_healthy(in, so_far, "channel", out.channel);
  in.finish();
  return out;
}

}  // namespace

void read_tables(scenario_reader& root, scenario& into) {
  std::vector<std::string> names;
  for (auto& in : root.tables("channel")) into.channels.push_back(read_channel(in, names));
  for (auto& in : root.tables("outage")) into.outages.push_back(read_outage(in, into));
  for (auto& in : root.tables("rush")) into.rushes.push_back(read_rush(in, into));
  for (auto& in : root.tables("quota")) into.quotas.push_back(read_quota(in, into));
  for (auto& in : root.tables("path")) into.paths.push_back(read_path(in, into));
  for (auto& in : root.tables("host")) into.hosts.push_back(read_host(in, into));
}

std::vector<std::string> business_names() {
  std::vector<std::string> out;
  for (const auto& row : business_policies) out.emplace_back(row.name);
  return out;
}

/// "a, b, c"
}  // namespace sluice::sim
