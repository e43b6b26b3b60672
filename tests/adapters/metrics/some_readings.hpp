#pragma once
/// What an engine with two channels says before anything has happened, and a page read back.

#include <map>
#include <string>

#include "adapters/metrics/readings.hpp"

namespace sluice::test {

struct some_readings {
  std::shared_ptr<nats::endpoint_stats> commands = std::make_shared<nats::endpoint_stats>();
  std::shared_ptr<channel_counts> wechat = std::make_shared<channel_counts>();
  std::shared_ptr<channel_counts> alipay = std::make_shared<channel_counts>();

  link_figures::totals link{};  ///< payment codes at wechat
  figures::refund_counts refunds{};  ///< there

  [[nodiscard]] metrics::readings now() const;
};

/// A page's lines, each of which must be one: "pay_orders{state=\"paid\"}" and its value as
/// written.
struct read_page {
  std::map<std::string, std::string> values;
  std::map<std::string, std::string> types;  ///< "counter" of "pay_commands_total"
  std::map<std::string, std::string> helps;
  std::vector<std::string> faults;  ///< lines that are none
};
[[nodiscard]] read_page read(const std::string& page);

/// "pay_orders" of "pay_orders{state=\"paid\"}"; of a histogram's line the histogram's name.
[[nodiscard]] std::string family_of(const std::string& sample, const read_page& in);

}  // namespace sluice::test
