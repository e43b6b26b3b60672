#pragma once
/// Terms as the tables of settlement write them.

#include <map>
#include <string>

#include "domain/settlement/terms.hpp"

namespace sluice::test {

/// "cycle=T+1 least=50000"; words that are no terms are not looked at.
inline settlement::terms terms_in(const std::map<std::string, std::string>& said) {
  settlement::terms out;
  const auto with = [&](const char* name, const auto& take) {
    if (const auto at = said.find(name); at != said.end()) take(at->second);
  };
  const auto number = [&](const char* name, auto& into) {
    with(name, [&](const std::string& v) {
      into = static_cast<std::remove_reference_t<decltype(into)>>(std::stoll(v));
    });
  };
  with("cycle", [&](auto& v) { out.when = settlement::cycle_from_text(v).value(); });
  with("make_up", [&](auto& v) { out.when.make_up_days_settle = v == "settle"; });
  number("days", out.when.days);
  number("least", out.least_minor);
  with("most", [&](auto& v) { out.most_minor = std::stoll(v); });
  number("retained", out.retained_minor);
  number("reserve", out.reserve.parts_per_million);
  number("reserve_days", out.reserve.days);
  with("shortage", [&](auto& v) { out.shortage = settlement::when_short_from_name(v).value(); });
  number("limit", out.advance_limit_minor);
  with("begins", [&](auto& v) { out.begins = settlement::begun_by_from_name(v).value(); });
  return out;
}

}  // namespace sluice::test
