#include "tests/adapters/metrics/some_readings.hpp"

#include <regex>
#include <sstream>

namespace sluice::test {
namespace {

handler_times::all slowest_of_orders() {
  handler_times::all out{};
  out[static_cast<std::size_t>(handler::orders)] = {std::chrono::microseconds{12'500}, "tick"};
  return out;
}

}  // namespace

metrics::readings some_readings::now() const {
  return {
      .commands = commands,
      .channels = {{channel_id{"wechat"}, {.calls = wechat}},
                   {channel_id{"alipay"},
                    {.calls = alipay, .worst = channel::breaker_phase::half_open}}},
      .counted = meter{}.now(),
      .followers = {{.name = "publisher", .cursor = 7, .lag = 3}, {.name = "alarms"}},
      .notices = {{"mail", {}}},
      .links = {{{channel_id{"wechat"}, business_type::payment_code}, link, {currency::cny}}},
      .refunds = {{channel_id{"wechat"}, refunds}},
      .round = {.age = std::chrono::milliseconds{250}},
      .slowest = slowest_of_orders(),
      .endpoints = {{"m1", "shop", 2, 9, false}, {"m1", "till", 0, 0, true}},
      .probes = {{channel_id{"wechat"}, {}}},
      .traffic = {.is_connected = true},
      .allocator = {{"resident", 4096}},
      .threads = {{"caf.worker", std::chrono::seconds{2}}},
      .log_last_sequence = 10,
      .log_bytes = 4096,
      .log_free_bytes = 1U << 30U,
      .checks = {{"nats", true, "connected"}, {"disk", false, "full"}},
      .process = figures_of_this_process(),
      .version = "0.1.0",
      .commit = "abc",
      .rocksdb = "7.8.3"};
}

/// As prometheus.io/docs/instrumenting/exposition_formats says.
read_page read(const std::string& page) {
  static const std::regex comment(R"(# (HELP|TYPE) ([a-z_]+) (.+))");
  static const std::regex sample(
      R"re(([a-z_]+(?:\{[a-z]+="[^"\\]*"(?:,[a-z]+="[^"\\]*")*\})?) ([0-9.e+-]+|\+Inf))re");
  read_page out;
  std::istringstream lines(page);
  for (std::string line; std::getline(lines, line);) {
    std::smatch found;
    if (std::regex_match(line, found, comment))
      (found[1] == "HELP" ? out.helps : out.types)[found[2]] = found[3];
    else if (!std::regex_match(line, found, sample) ||
             !out.values.emplace(found[1], found[2]).second)
      out.faults.push_back(line);
  }
  return out;
}

std::string family_of(const std::string& sample, const read_page& in) {
  auto name = sample.substr(0, sample.find('{'));
  if (in.types.contains(name)) return name;
  return name.substr(0, name.rfind('_'));
}

}  // namespace sluice::test
