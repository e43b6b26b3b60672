#pragma once
/// One field of a request: everything that the decoder, help, the JSON Schema and the reference say
/// about it. Definitions of commands are made of these (definitions/).

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include "adapters/api/value_rule.hpp"

namespace google::protobuf {
class Message;
}

namespace sluice::api {

using value_reader = field_value (*)(const google::protobuf::Message& from);

enum class presence : std::uint8_t {
  required,  ///< absent: field_missing, before any value is looked at
  filled,  ///< the same, and an empty text counts as absent
  by_rule,  ///< absent counts as empty, and the rule refuses that with its own code
  conditional,  ///< as `when` says
  optional,
};

/// Whether two requests that differ in it are two requests. Fingerprints are in the log for ever:
/// never changed for a field that has been served; a new one is at most `when_given`.
enum class in_fingerprint : std::uint8_t {
  no,
  always,
  when_given,
  /// When given, the last four characters: what the log must not have, a fingerprint in it must not
  /// confirm.
  its_end,
};

/// Needed if another field has one of these values, and otherwise forbidden.
struct condition {
  std::string_view field{};
  std::span<const std::string_view> values{};
  value_reader read = nullptr;
  rejection_code missing = rejection_code::field_missing;
};

struct field_definition {
  std::string_view name;
  presence needed = presence::optional;
  const value_rule* rule = nullptr;
  in_fingerprint part = in_fingerprint::no;
  std::string_view doc{};  ///< what it is for: half a sentence
  std::string_view example{};  ///< as JSON
  condition when{};
  value_kind kind = value_kind::text;  ///< like `read`, given by field()
  value_reader read = nullptr;
};

/// Has everything that those who read definitions rely on.
[[nodiscard]] constexpr bool is_complete(const field_definition& f) {
  return !f.name.empty() && !f.doc.empty() && !f.example.empty() && f.rule != nullptr &&
         f.rule->kind == f.kind && f.rule->check != nullptr && !f.rule->must_be.empty() &&
         (f.kind == value_kind::texts) == (f.rule->each != nullptr) && f.read != nullptr &&
         (f.needed == presence::conditional) == (f.when.read != nullptr);
}

template <class Request, class Value>
Request request_with(Value (Request::*)() const);

template <class Value>
constexpr value_kind kind_of() {
  if (std::same_as<Value, bool>) return value_kind::truth;
  return std::integral<Value> ? value_kind::number : value_kind::text;
}

template <auto Get, auto Has>
field_value read_field(const google::protobuf::Message& from) {
  const auto& request = static_cast<const decltype(request_with(Get))&>(from);
  field_value value{.given = (request.*Has)()};
  if constexpr (std::integral<std::remove_cvref_t<decltype((request.*Get)())>>)
    value.number = static_cast<std::int64_t>((request.*Get)());
  else
    value.text = (request.*Get)();
  return value;
}

/// field<&v1::GetOrder::merchant, &v1::GetOrder::has_merchant>({.name = "merchant", …})
template <auto Get, auto Has>
[[nodiscard]] consteval field_definition field(field_definition f) {
  using value = decltype((std::declval<decltype(request_with(Get))>().*Get)());
  f.kind = kind_of<std::remove_cvref_t<value>>();
  f.read = &read_field<Get, Has>;
  return f;
}

using several_texts = google::protobuf::RepeatedPtrField<std::string>;

/// Several texts; none at all is the same as absent.
template <class Request, const several_texts& (Request::*Get)() const>
[[nodiscard]] consteval field_definition texts_field(field_definition f) {
  f.kind = value_kind::texts;
  f.read = [](const google::protobuf::Message& from) {
    const auto& all = (static_cast<const Request&>(from).*Get)();
    return field_value{.given = !all.empty(), .texts = &all};
  };
  return f;
}

// -- for a later version of a command ------------------------------------------------------------

/// The same field where more, or less, is asked for.
[[nodiscard]] consteval field_definition needed(presence how, field_definition f) {
  f.needed = how;
  return f;
}

/// The same fields but for the changed ones, which are found by their names.
template <std::size_t N, std::same_as<field_definition>... Changed>
[[nodiscard]] consteval auto revised(std::array<field_definition, N> fields,
                                     const Changed&... changed) {
  const auto replace = [&](const field_definition& by) {
    std::size_t at = 0;
    while (fields[at].name != by.name) ++at;  // one that there is not does not compile
    fields[at] = by;
  };
  (replace(changed), ...);
  return fields;
}

}  // namespace sluice::api
