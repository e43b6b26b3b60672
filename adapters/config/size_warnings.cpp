#include "adapters/config/size_warnings.hpp"

#include <algorithm>

#include "adapters/config/units.hpp"

namespace sluice {
namespace {

using warnings = std::vector<std::string>;

/// Of an outer one 0 means: no limit, or nobody knows.
struct limit {
  std::string what;
  std::uint64_t value = 0;
  std::string shown = std::to_string(value);
};

/// `so`: what comes of it.
void compare(const limit& inner, const limit& outer, std::string_view so, warnings& to) {
  if (outer.value == 0 || inner.value <= outer.value) return;
  to.push_back(inner.what + " (" + inner.shown + ") is more than " + outer.what + " (" +
               outer.shown + "): " + std::string(so));
}

constexpr std::string_view never_reached = "it will never be reached.";

// -- one channel --------------------------------------------------------------------------------

/// The slowest of its calls, after the longest time in the queue.
void compare_with_answer(const channel_settings& c, millis response_limit, warnings& to) {
  const auto slowest = std::max_element(
      c.timing.begin(), c.timing.end(),
      [](const auto& a, const auto& b) { return a.second.call_timeout < b.second.call_timeout; });
  if (slowest == c.timing.end()) return;
  const auto timeout = slowest->second.call_timeout;
  const auto waits = c.limits.queue_deadline;
  const auto in_all = [](millis t) { return static_cast<std::uint64_t>(t.count()); };
  compare({"channels." + c.id.value() + ": limits.queue_deadline, " + to_text(waits) +
               ", and timing.call_timeout, " + to_text(timeout) + " for " +
               std::string(name_of(slowest->first)) + ", in all",
           in_all(waits + timeout), to_text(waits + timeout)},
          {"engine.response_limit", in_all(response_limit), to_text(response_limit)},
          "a payment may be answered as processing while its call still runs.", to);
}

/// Their calls in flight are compared with the channel's where they are read.
void compare_paths(const channel_settings& c, warnings& to) {
  const auto section = "channels." + c.id.value();
  for (const auto& p : c.paths) {
    const auto key = section + ".paths." + p.of.text() + '.';
    compare({key + "calls_per_second", p.calls_per_second},
            {section + ".limits.calls_per_second", c.limits.calls_per_second}, never_reached, to);
    const auto above = std::find_if(c.paths.begin(), c.paths.end(), [&](const auto& other) {
      return other.of == p.of.parent();
    });
    if (above == c.paths.end()) continue;
    const auto key_above = section + ".paths." + above->of.text() + '.';
    compare({key + "calls_per_second", p.calls_per_second},
            {key_above + "calls_per_second", above->calls_per_second}, never_reached, to);
    compare({key + "max_in_flight", p.max_in_flight},
            {key_above + "max_in_flight", above->max_in_flight}, never_reached, to);
  }
}

/// Of its own, without those of others there.
void compare_with_host(const channel_settings& c, const engine_settings& engine, warnings& to) {
  for (const auto& host : engine.hosts) {
    if (host.of != c.host) continue;
    const auto key = "channels." + c.id.value() + ".limits.", its = "hosts." + host.of.name + '.';
    compare({key + "max_in_flight", c.limits.max_in_flight},
            {its + "max_in_flight", host.limits.max_in_flight}, never_reached, to);
    compare({key + "calls_per_second", c.limits.calls_per_second},
            {its + "calls_per_second", host.limits.calls_per_second}, never_reached, to);
  }
}

// -- one merchant -------------------------------------------------------------------------------

/// 0: one of them has no limit, or there is none.
std::uint64_t calls_per_second_of(const merchant_settings& m, business_type type,
                                  const engine_settings& engine) {
  std::uint64_t sum = 0;
  for (const auto& c : engine.channels) {
    const bool is_its = std::find(m.channels.begin(), m.channels.end(), c.id) != m.channels.end();
    if (!is_its || !c.limits.enabled || !c.timing.contains(type)) continue;
    if (c.limits.calls_per_second == 0) return 0;
    sum += c.limits.calls_per_second;
  }
  return sum;
}

limit of_same(const merchant_settings& m, business_type type, merchant::limited_by what) {
  const merchant::limit_name name{type, what};
  return {merchant::text_of(name), static_cast<std::uint64_t>(limit_in(m.limits, name))};
}

void compare_merchant(const merchant_settings& m, const engine_settings& engine, warnings& to) {
  for (const auto& [name, value] : m.limits) {
    const limit its{"merchants." + m.id.value() + ".limits." + merchant::text_of(name),
                    static_cast<std::uint64_t>(value)};
    if (std::find(m.business_types.begin(), m.business_types.end(), name.type) ==
        m.business_types.end()) {
      to.push_back(its.what + " is for a business type that the merchant may not use: " +
                   std::string(never_reached));
      continue;
    }
    switch (name.what) {
      case merchant::limited_by::commands_per_second:
        compare(its,
                {"calls_per_second of its channels together",
                 calls_per_second_of(m, name.type, engine)},
                "the rest waits in their queues, and is refused when these are full.", to);
        break;
      case merchant::limited_by::orders_in_flight:
        compare(its, {"engine.max_live_orders", engine.max_live_orders}, never_reached, to);
        break;
      case merchant::limited_by::amount_per_order:
        compare(
            its, of_same(m, name.type, merchant::limited_by::amount_per_day), never_reached, to);
        break;
      case merchant::limited_by::amount_per_day:
        compare(
            its, of_same(m, name.type, merchant::limited_by::amount_per_month), never_reached, to);
        break;
      case merchant::limited_by::amount_per_month: break;  // money is not scarce here
    }
  }
}

// -- all together, and the machine ----------------------------------------------------------------

void compare_sums(const engine_settings& engine, warnings& to) {
  std::uint64_t calls = 0;
  for (const auto& c : engine.channels) calls += c.limits.max_in_flight + c.limits.queue_capacity;
  compare({"the sum of all channels' max_in_flight and queue_capacity", calls},
          {"engine.max_live_orders", engine.max_live_orders},
          "not all of the queues can be full at once.", to);
}

void compare_files(const configuration& c, const machine_sizes& on, warnings& to) {
  const auto to_channels = connections_to_channels(c.engine);
  const auto from_channels = c.notifications.listen.empty() ? 0 : c.notifications.max_connections;
  const auto to_endpoints = webhooks::connections_to(c.webhooks.endpoints);
  compare(
      {"the sum of connections to channels, " + std::to_string(to_channels) +
           " by their max_in_flight, " +
           (to_endpoints == 0 ? "" : "to webhooks, " + std::to_string(to_endpoints) + ", ") +
           "notifications.max_connections, " + std::to_string(from_channels) +
           ", and files of the log, " + std::to_string(files_for_log_and_nats),
       std::uint64_t{to_channels} + to_endpoints + from_channels + files_for_log_and_nats},
      {"what this process may have open", on.open_files},
      "calls will fail for want of files; raise the limit (LimitNOFILE) or lower one of them.", to);
}

/// Of a machine no byte is round.
std::string mebibytes(std::uint64_t bytes) { return bytes_to_text(bytes >> 20U << 20U); }

void compare_memory(const engine_settings& engine, const machine_sizes& on, warnings& to) {
  /// At the least: one that waits for its channel (PERFORMANCE.md).
  constexpr std::uint64_t bytes_of_live_order = 2048;
  const auto given = engine.memory_limit_bytes;
  compare({"engine.memory_limit", given, mebibytes(given)},
          {"the memory of this machine or its control group", on.memory, mebibytes(on.memory)},
          "the system may end the engine before it refuses anything.", to);
  const auto most = given != 0 ? given : on.memory;
  const auto name = given != 0 ? "engine.memory_limit" : "this machine's memory";
  compare({"engine.max_live_orders", engine.max_live_orders},
          {"what fits into four fifths of " + std::string(name) + ", " + mebibytes(most),
           most / 5 * 4 / bytes_of_live_order},
          "payments will be refused for want of memory before.", to);
}

}  // namespace

std::vector<std::string> size_warnings(const configuration& c, const machine_sizes& on) {
  warnings out;
  for (const auto& channel : c.engine.channels) {
    compare_with_answer(channel, c.engine.response_limit, out);
    compare_paths(channel, out);
    compare_with_host(channel, c.engine, out);
  }
  for (const auto& m : c.engine.merchants) compare_merchant(m, c.engine, out);
  compare_sums(c.engine, out);
  compare_files(c, on, out);
  compare_memory(c.engine, on, out);
  compare({"engine.scheduler_threads", c.engine.scheduler_threads},
          {"the processors of this machine", on.processors}, "they will only take turns.", out);
  return out;
}

std::uint32_t connections_to_channels(const engine_settings& engine) {
  std::uint32_t sum = 16;  // spare
  for (const auto& c : engine.channels) sum += c.limits.max_in_flight;
  return sum;
}

}  // namespace sluice
