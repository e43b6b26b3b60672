#include "tests/domain/routing/rule_text.hpp"

#include <algorithm>

namespace sluice::test {
namespace {

channel_id channel_called(const std::string& name) { return channel_id{name}; }

}  // namespace

std::string value_of(const names_and_values& from, const std::string& name, std::string otherwise) {
  const auto known = from.find(name);
  return known == from.end() ? otherwise : known->second;
}
std::int64_t number_of(const names_and_values& from, const std::string& name,
                       std::int64_t otherwise) {
  return std::stoll(value_of(from, name, std::to_string(otherwise)));
}

business_type type_called(const std::string& name) { return *business_type_from_name(name); }
merchant_id merchant_called(const std::string& name) { return merchant_id{name}; }

instrument instrument_called(const std::string& text) {
  return instrument_from_text(text).value_or(instrument{});
}

std::uint16_t minute_of_day(const std::string& text) {
  return static_cast<std::uint16_t>(
      std::stoi(text.substr(0, 2)) * 60 + std::stoi(text.substr(3, 2)));
}

int weekday_number(const std::string& name) {
  const auto days = parts_of("mon tue wed thu fri sat sun", ' ');
  return static_cast<int>(std::find(days.begin(), days.end(), name) - days.begin());
}

instant time_called(const std::string& text) {
  using namespace std::chrono;
  return sys_days{2026y / November / 23} + days{weekday_number(text.substr(0, 3))} +
         minutes{minute_of_day(text.substr(3))} + seconds{std::stoi(text.substr(9))};
}

routing::rule rule_of(const std::string& name, const names_and_values& v) {
  routing::rule out{.name = name,
                    .only = all_of(v, "only", "", channel_called),
                    .never = all_of(v, "never", "", channel_called),
                    .maintenance = all_of(v, "maintenance", "", channel_called)};
  if (v.contains("prefer")) out.prefer = channel_id{v.at("prefer")};
  if (v.contains("canary"))
    out.tries = {channel_id{v.at("canary")}, static_cast<std::uint16_t>(number_of(v, "share", 1))};
  auto& when = out.when;
  when.business_types = all_of(v, "types", "", type_called);
  when.merchants = all_of(v, "merchants", "", merchant_called);
  when.paid_with = instrument_called(value_of(v, "paid_with", ""));
  when.shown = wallet_from_name(value_of(v, "wallet", ""));
  when.unit = currency_from_name(value_of(v, "unit", ""));
  if (v.contains("from")) when.amount_from = number_of(v, "from", 0);
  if (v.contains("to")) when.amount_to = number_of(v, "to", 0);
  if (v.contains("hours"))
    when.hours = {minute_of_day(v.at("hours")), minute_of_day(v.at("hours").substr(6))};
  if (v.contains("begins")) when.from = time_called(v.at("begins"));
  if (v.contains("ends")) when.until = time_called(v.at("ends"));
  when.utc_offset_minutes = static_cast<std::int16_t>(number_of(v, "offset", 0));
  for (const auto day : all_of(v, "weekdays", "", weekday_number))
    when.weekdays = static_cast<std::uint8_t>(when.weekdays | 1U << day);
  return out;
}

}  // namespace sluice::test
