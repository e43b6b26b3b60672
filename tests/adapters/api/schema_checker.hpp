#pragma once
/// As much of JSON Schema as the generated schemas use. A keyword that it does not know fails the
/// test, or a schema could promise what nobody looks at.

#include <algorithm>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <string>

#include "base/time_text.hpp"
#include "tests/catch.hpp"

namespace sluice::api::testing {

using json = nlohmann::ordered_json;

/// Code points. Precondition: UTF-8, as nlohmann's values are.
inline std::wstring wide(const std::string& text) {
  std::wstring out;
  for (std::size_t i = 0; i < text.size();) {
    const auto first = static_cast<unsigned char>(text[i++]);
    const int more = first < 0x80 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
    auto point = static_cast<std::uint32_t>(more == 0 ? first : first & (0x3f >> more));
    for (int n = 0; n < more; ++n)
      point = point << 6U | (static_cast<unsigned char>(text[i++]) & 0x3fU);
    out += static_cast<wchar_t>(point);
  }
  return out;
}

inline bool has_type(const json& value, const std::string& type) {
  if (type == "string") return value.is_string();
  if (type == "integer") return value.is_number_integer();
  if (type == "boolean") return value.is_boolean();
  if (type == "array") return value.is_array();
  if (type == "object") return value.is_object();
  return type == "null" && value.is_null();
}

/// Made once: that takes far longer than to try a value.
inline const std::wregex& expression(const std::string& pattern) {
  static std::map<std::string, std::wregex> all;
  auto found = all.find(pattern);
  if (found == all.end())
    found = all.try_emplace(pattern, wide(pattern), std::regex::ECMAScript).first;
  return found->second;
}

inline bool matches(const json& value, const json& pattern) {
  const auto& expected = expression(pattern.get<std::string>());
  return !value.is_string() || std::regex_search(wide(value.get<std::string>()), expected);
}

inline bool conforms(const json& value, const json& schema);

inline bool has_good_properties(const json& value, const json& properties) {
  for (const auto& [name, inner] : properties.items())
    if (value.is_object() && value.contains(name) && !conforms(value[name], inner)) return false;
  return true;
}

inline bool has_all(const json& value, const json& names) {
  return std::all_of(names.begin(), names.end(),
                     [&](const json& name) { return value.contains(name.get<std::string>()); });
}

inline bool has_no_others(const json& value, const json& properties) {
  for (const auto& [name, inner] : value.items())
    if (!properties.contains(name)) return false;
  return true;
}

inline bool obeys(const std::string& keyword, const json& value, const json& schema) {
  const auto& wanted = schema[keyword];
  const auto length = [&] { return wide(value.get<std::string>()).size(); };
  const auto any = [&](auto holds) { return std::any_of(wanted.begin(), wanted.end(), holds); };
  if (keyword == "type" && wanted.is_array())
    return any([&](const json& type) { return has_type(value, type); });
  if (keyword == "type") return has_type(value, wanted);
  if (keyword == "enum") return any([&](const json& choice) { return choice == value; });
  if (keyword == "pattern") return matches(value, wanted);
  if (keyword == "minLength") return !value.is_string() || length() >= wanted;
  if (keyword == "maxLength") return !value.is_string() || length() <= wanted;
  if (keyword == "minimum") return !value.is_number() || value >= wanted;
  if (keyword == "maximum") return !value.is_number() || value <= wanted;
  if (keyword == "format") {
    CHECK(wanted == "date-time");
    return !value.is_string() || instant_from_rfc3339(value.get<std::string>()).has_value();
  }
  if (keyword == "items")
    return !value.is_array() || std::all_of(value.begin(), value.end(), [&](const json& item) {
      return conforms(item, wanted);
    });
  if (keyword == "minItems") return !value.is_array() || value.size() >= wanted;
  if (keyword == "maxItems") return !value.is_array() || value.size() <= wanted;
  if (keyword == "uniqueItems")
    return !value.is_array() || std::set<json>(value.begin(), value.end()).size() == value.size();
  if (keyword == "properties") return has_good_properties(value, wanted);
  if (keyword == "required") return has_all(value, wanted);
  if (keyword == "additionalProperties") return has_no_others(value, schema["properties"]);
  if (keyword == "allOf")
    return std::all_of(
        wanted.begin(), wanted.end(), [&](const json& s) { return conforms(value, s); });
  if (keyword == "if") return conforms(value, schema[conforms(value, wanted) ? "then" : "else"]);
  for (const auto* silent :
       {"$schema", "title", "description", "examples", "writeOnly", "then", "else"})
    if (keyword == silent) return true;
  FAIL("the checker does not know " + keyword);
  return false;
}

inline bool conforms(const json& value, const json& schema) {
  for (const auto& [keyword, wanted] : schema.items())
    if (!obeys(keyword, value, schema)) return false;
  return true;
}

}  // namespace sluice::api::testing
