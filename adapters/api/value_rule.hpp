#pragma once
/// What a value must be, as data: the decoder checks by it, the JSON Schema and the reference tell
/// it. A limit that a check reads from here cannot differ from what callers are told.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <google/protobuf/repeated_field.h>

#include "domain/rejection.hpp"

namespace sluice::api {

struct field_definition;

using fault = std::optional<rejection>;

enum class value_kind : std::uint8_t { text, number, truth, texts };

/// A field as it came. Views last as long as the message.
struct field_value {
  bool given = false;
  std::string_view text{};
  std::int64_t number = 0;  ///< a truth is 0 or 1
  const google::protobuf::RepeatedPtrField<std::string>* texts = nullptr;
};

struct value_rule {
  value_kind kind;
  rejection_code code;  ///< of a value that breaks it; its precedence is the field's
  fault (*check)(const field_definition& field, const field_value& value);
  std::string_view must_be;  ///< for people, after "must be"
  std::int64_t least = 0;  ///< number, characters of a text, or texts
  std::int64_t most = 0;   ///< 0: `pattern`, `choices` or `format` say it
  rejection_code code_above = code;  ///< of a number beyond the most, where it has one of its own
  std::span<const std::string_view> choices{};
  std::string_view pattern{};  ///< a regular expression of ECMA-262, as in JSON Schema
  std::string_view format{};  ///< of JSON Schema
  bool is_secret = false;  ///< neither told back nor logged
  const value_rule* each = nullptr;  ///< of several texts
};

}  // namespace sluice::api
