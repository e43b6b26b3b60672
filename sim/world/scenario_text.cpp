// Writes a scenario as scenario_file.cpp reads it.
#include <array>
#include <cstdio>

#include "base/invariant.hpp"
#include "sim/world/scenario.hpp"

namespace sluice::sim {
namespace {

/// In TOML's quotes.
std::string toml_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    std::array<char, 8> code{};
    if (c == '"' || c == '\\')
      out.append(1, '\\').append(1, c);
    else if (static_cast<unsigned char>(c) < 0x20)
      out.append(code.data(), static_cast<std::size_t>(std::snprintf(
                                  code.data(), code.size(), "\\u%04x", static_cast<unsigned>(c))));
    else
      out += c;
  }
  return out + '"';
}

/// "0.00012": exact, and no longer than it must be.
std::string share_text(ppm rate) {
  if (rate % always == 0) return std::to_string(rate / always);
  auto decimals = std::to_string(always + rate).substr(1);
  return "0." + decimals.erase(decimals.find_last_not_of('0') + 1);
}

std::string span_text(std::int64_t least, std::int64_t most) {
  if (least == most) return std::to_string(least);
  return '[' + std::to_string(least) + ", " + std::to_string(most) + ']';
}

class writer {
 public:
  void title(std::string_view name) { out_.append("\n").append(name).append("\n"); }
  void line(std::string_view key, std::string_view value) {
    out_.append(key).append(" = ").append(value).append("\n");
  }
  void whole(std::string_view key, std::int64_t value) { line(key, std::to_string(value)); }
  void span(std::string_view key, const span_of& s) { line(key, span_text(s.least, s.most)); }
  void flag(std::string_view key, bool value) { line(key, value ? "true" : "false"); }
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

void write_hazards(const scenario& s, writer& out) {
  out.title("[hazards]");
  out.line("all", "0");
  for (const auto& row : hazards)
    if (const auto rate = s.rates[static_cast<std::size_t>(row.what)]; rate != 0)
      out.line(row.name, share_text(rate));
}

void write_workload(const scenario& s, writer& out) {
  out.title("[workload]");
  out.whole("orders", s.orders);
  out.span(
      "arrive_within_seconds", {s.arrive_within_ms.least / 1000, s.arrive_within_ms.most / 1000});
  out.whole("merchants", s.merchants);
  out.whole("agreements", s.agreements);
  for (std::size_t i = 0; i < s.mix.size(); ++i) out.whole(business_policies[i].name, s.mix[i]);
}

void write_engine(const scenario& s, writer& out) {
  out.title("[engine]");
  out.span("max_in_flight", s.max_in_flight);
  out.span("queue_capacity", s.queue_capacity);
  out.span("queue_deadline_ms", s.queue_deadline_ms);
  out.span("calls_per_second", s.calls_per_second);
  out.span("refund_give_up_seconds", s.refund_give_up_seconds);
  out.span("idle_before_passivation_ms", s.idle_before_passivation_ms);
  out.span("max_concurrent_recoveries", s.max_concurrent_recoveries);
  out.span("max_stash_per_order", s.max_stash_per_order);
}

void write_order_create(const overload::endpoint_limits& l, writer& out) {
  if (l == overload::endpoint_limits{}) return;
  out.title("[order_create]");
  out.whole("per_second", l.per_second);
  out.whole("burst", l.burst);
  out.whole("max_in_flight", l.max_in_flight);
}

void write_channel(const scenario_channel& c, writer& out) {
  out.title("[[channel]]");
  out.line("name", toml_text(c.name));
  if (c.reaches) out.line("reaches", toml_text(name_of(*c.reaches)));
  std::string types;
  for (const auto type : c.business_types)
    types += (types.empty() ? "" : ", ") + toml_text(name_of(type));
  out.line("business_types", '[' + types + ']');
  out.flag("notifies", c.notifies);
  out.flag("signs", c.signs);
  out.flag("confirms_by_sms", c.confirms_by_sms);
  out.flag("healthy", c.healthy);
  out.span("latency_ms", {c.latency_least.count(), c.latency_most.count()});
}

/// Of what begins and ends.
template <class T>
void write_while(const T& what, writer& out) {
  out.whole("from_seconds", what.from / std::chrono::seconds{1});
  out.whole("lasts_seconds", what.lasts / std::chrono::seconds{1});
}

void write_outage(const scenario_outage& o, writer& out) {
  out.title("[[outage]]");
  out.line("channel", toml_text(o.channel));
  if (!o.path.empty()) out.line("path", toml_text(o.path));
  out.flag("slow", o.slow);
  write_while(o, out);
  if (o.times == 1) return;
  out.whole("times", o.times);
  out.whole("every_seconds", o.every / std::chrono::seconds{1});
}

void write_rush(const scenario_rush& r, writer& out) {
  out.title("[[rush]]");
  if (r.merchant != 0) out.whole("merchant", r.merchant);
  out.whole("percent", r.percent);
  write_while(r, out);
}

void write_quota(const scenario_quota& q, writer& out) {
  out.title("[[quota]]");
  out.whole("merchant", q.merchant);
  out.line("business_type", toml_text(name_of(q.type)));
  out.whole("commands_per_second", q.commands_per_second);
  out.whole("orders_in_flight", q.orders_in_flight);
  out.whole("amount_per_day", q.amount_per_day);
}

void write_host(const scenario_host& h, writer& out) {
  out.title("[[host]]");
  out.line("name", toml_text(h.name));
  if (!h.exit_address.empty()) out.line("exit_address", toml_text(h.exit_address));
  std::string channels;
  for (const auto& c : h.channels) channels += (channels.empty() ? "" : ", ") + toml_text(c);
  out.line("channels", '[' + channels + ']');
  out.whole("max_in_flight", h.max_in_flight);
  out.whole("calls_per_second", h.calls_per_second);
  out.whole("connections_per_second", h.connections_per_second);
}

void write_path(const scenario_path& p, writer& out) {
  out.title("[[path]]");
  out.line("channel", toml_text(p.channel));
  out.line("path", toml_text(p.path));
  out.whole("max_in_flight", p.max_in_flight);
  out.whole("calls_per_second", p.calls_per_second);
}

}  // namespace

std::string_view name_of(scheduling order) noexcept {
  switch (order) {
    case scheduling::any: return "any";
    case scheduling::oldest_first: return "oldest_first";
    case scheduling::newest_first: return "newest_first";
  }
  broken_invariant("every scheduling has a name", __FILE__, __LINE__);
}

std::string to_toml(const scenario& s) {
  writer out;
  out.line("description", toml_text(s.description));
  out.flag("swarm", s.swarm);
  if (s.order_of_steps) out.line("order_of_steps", toml_text(name_of(*s.order_of_steps)));
  if (s.publishes) out.flag("publishes", *s.publishes);
  if (s.asks_risk) out.flag("asks_risk", s.asks_risk);
  write_hazards(s, out);
  write_workload(s, out);
  write_engine(s, out);
  write_order_create(s.order_create, out);
  for (const auto& c : s.channels) write_channel(c, out);
  for (const auto& o : s.outages) write_outage(o, out);
  for (const auto& r : s.rushes) write_rush(r, out);
  for (const auto& q : s.quotas) write_quota(q, out);
  for (const auto& p : s.paths) write_path(p, out);
  for (const auto& h : s.hosts) write_host(h, out);
  return out.take();
}

}  // namespace sluice::sim
