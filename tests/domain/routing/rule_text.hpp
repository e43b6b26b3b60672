#pragma once
/// Rules of routing as the tables of this folder write them: "only=a,b from=100 unit=CNY".

#include <cstdint>
#include <string>
#include <vector>

#include "domain/routing/rule.hpp"
#include "tests/domain/table.hpp"

namespace sluice::test {

using names_and_values = std::map<std::string, std::string>;

[[nodiscard]] std::string value_of(const names_and_values& from, const std::string& name,
                                   std::string otherwise);
[[nodiscard]] std::int64_t number_of(const names_and_values& from, const std::string& name,
                                     std::int64_t otherwise);

/// What `one` makes of each of the values, which commas separate.
template <class One>
auto all_of(const names_and_values& from, const std::string& name, const std::string& otherwise,
            One&& one) {
  std::vector<decltype(one(std::string()))> out;
  for (const auto& part : parts_of(value_of(from, name, otherwise), ',')) out.push_back(one(part));
  return out;
}

[[nodiscard]] business_type type_called(const std::string& name);
[[nodiscard]] merchant_id merchant_called(const std::string& name);
/// "" is one that is not said.
[[nodiscard]] instrument instrument_called(const std::string& text);
/// "22:15" -> 1335
[[nodiscard]] std::uint16_t minute_of_day(const std::string& text);
/// "mon" -> 0; 7 for what is no day.
[[nodiscard]] int weekday_number(const std::string& name);
/// "mon10:00:30": in a certain week.
[[nodiscard]] instant time_called(const std::string& text);

[[nodiscard]] routing::rule rule_of(const std::string& name, const names_and_values& v);

}  // namespace sluice::test
