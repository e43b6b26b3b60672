/// Schema and decoder take and refuse the same. What is tried comes from the definitions, so that a
/// new command is tried as soon as there is one.

#include "adapters/api/json_schema.hpp"

#include <algorithm>
#include <limits>

#include "adapters/api/value_checks.hpp"
#include "tests/adapters/api/decoding.hpp"
#include "tests/adapters/api/schema_checker.hpp"

namespace sluice::api {
namespace {

using testing::conforms;
using testing::json;

std::string repeated(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

/// Of any kind: what a rule might take for good by mistake.
std::vector<json> odd_texts() {
  std::vector<json> all{
      "",
      " ",
      "a",
      "a b",
      "A.1",
      "m/1",
      "-_",
      "\t",
      "a\n",
      "\xc2\x85",
      "\x7f",
      "\xc2\xa0\xe3\x80\x80",
      "\xe2\x80\x8b",
      "\xe2\x80\x8e",
      "\xe2\x80\xa7",
      "\xe2\x80\xa8 a",
      "a \xe2\x80\xae",
      "\xe2\x81\xa5",
      "\xc2\xad",
      "\xef\xbb\xbf",
      "\xef\xbf\xbe",
      "\xef\xbf\xbd",
      "\xf0\x9f\x8d\xba",
      "\xe4\xb8\xad",
      "no_such_word",
      "late.",
      "late.1.2",
      "late.x",
      "0",
      "134567890123456789",
      "2934567890123456",
      "301234567890123456789012",
      "3012345678901234567890123",
      "6234567890123456789",
      "164567890123456789",
      "2026-01-02T03:04:05Z",
      "2026-13-02T03:04:05Z",
      "2026-01-02 03:04:05",
      "2026-01-02T03:04:05"};
  for (const int length : {63, 64, 65, 127, 128, 256, 257}) {
    all.emplace_back(repeated("x", length));
    all.emplace_back(repeated("\xe4\xb8\xad", length));
  }
  all.emplace_back("late." + repeated("1", 59));
  all.emplace_back("late." + repeated("1", 60));
  return all;
}

std::vector<json> around_its_own(const field_definition& field) {
  const auto& rule = *field.rule;
  const auto example = json::parse(field.example);
  std::vector<json> all{example};
  if (field.kind == value_kind::number)
    for (const auto number : {rule.least - 1, rule.least, rule.most, rule.most + 1})
      all.emplace_back(number);
  if (field.kind == value_kind::texts) {
    for (const auto& text : odd_texts()) all.push_back(json::array({text}));
    for (const json& item : {json(1), json(true), json(nullptr), json::array(), json::object()})
      all.push_back(json::array({example[0], item}));
    for (const auto choice : rule.each->choices) all.push_back(json::array({choice}));
    all.push_back(json::array({example[0].get<std::string>() + " "}));
    for (const auto count : {rule.most, rule.most + 1})
      all.push_back(json(std::vector<json>(static_cast<std::size_t>(count), example[0])));
  }
  if (field.kind != value_kind::text) return all;
  const auto text = example.get<std::string>();
  all.emplace_back(text + "0");
  if (text.empty()) return all;
  all.emplace_back(text.substr(1));
  all.emplace_back(text.substr(0, text.size() - 1));
  for (const auto choice : rule.choices) {
    all.emplace_back(choice);
    all.emplace_back(std::string(choice) + "_");
    all.emplace_back(std::string(choice.substr(1)));
  }
  return all;
}

std::vector<json> candidates_for(const field_definition& field) {
  auto all = odd_texts();
  for (const json& other : {json(nullptr), json(true), json(0), json(1), json(-1), json::array(),
                            json::object(), json(std::numeric_limits<std::int64_t>::max()),
                            json(std::numeric_limits<std::int64_t>::min())})
    all.push_back(other);
  std::ranges::move(around_its_own(field), std::back_inserter(all));
  return all;
}

/// What a value of this kind may be refused as, according to its definition.
bool is_code_of(const field_definition& field, const json& value, rejection_code code) {
  const bool has_type = testing::has_type(value, std::string(json_type(field.kind)));
  const bool has_others =
      value.is_array() && (value.empty() || !std::ranges::all_of(value, &json::is_string));
  if (!value.is_null() && (!has_type || has_others))
    return code == rejection_code::field_wrong_type;
  const bool may_miss = field.needed == presence::required || field.needed == presence::filled;
  if (may_miss && code == rejection_code::field_missing)
    return value.is_null() || (field.needed == presence::filled && value == "");
  if (field.needed == presence::conditional && code == field.when.missing) return true;
  return code == field.rule->code || code == field.rule->code_above;
}

/// Nothing: the decoder takes it.
std::optional<rejection> refusal_of(const endpoint_info& row, const json& body) {
  auto result = decode_json(row.which, body.dump());
  if (auto* refused = std::get_if<rejection>(&result)) return std::move(*refused);
  return std::nullopt;
}

void try_value(const endpoint_info& row, const json& schema, const field_definition& field,
               const json& value) {
  auto body = json::parse(row.example);
  const std::string name(field.name);
  body[name] = value;
  CAPTURE(body.dump());
  const auto refused = refusal_of(row, body);
  CAPTURE(refused ? refused->message : std::string("taken"));
  CHECK(conforms(body, schema) == !refused);
  // What is fine by itself can still make a conditional neighbour wrong.
  const bool is_fine =
      field.needed != presence::conditional && conforms(value, schema["properties"][name]);
  if (!refused || is_fine) return;
  CHECK(refused->field == name);
  CHECK(is_code_of(field, value, refused->code));
}

void try_without(const endpoint_info& row, const json& schema, const field_definition& field) {
  auto body = json::parse(row.example);
  body.erase(std::string(field.name));
  CAPTURE(body.dump());
  const auto refused = refusal_of(row, body);
  CHECK(conforms(body, schema) == !refused);
  if (refused) {
    CHECK(refused->field == field.name);
    CHECK(is_code_of(field, nullptr, refused->code));
  }
}

template <class Try>
void for_each_field(Try attempt) {
  for (const auto& row : endpoints()) {
    if (!row.asks_engine) continue;
    CAPTURE(row.name);
    const auto schema = request_schema(row);
    for (const auto& field : row.fields) attempt(row, schema, field);
  }
}

struct bad_value {
  std::string field;
  json value;
  rejection_code code;
};

/// Values that are refused because of this field alone, one for each code.
std::vector<bad_value> faults_of(const endpoint_info& row, const field_definition& field) {
  std::vector<bad_value> found;
  for (const auto& value : candidates_for(field)) {
    auto body = json::parse(row.example);
    body[std::string(field.name)] = value;
    const auto refused = refusal_of(row, body);
    if (!refused || refused->field != field.name) continue;
    if (std::ranges::count(found, refused->code, &bad_value::code) == 0)
      found.push_back({refused->field, value, refused->code});
  }
  return found;
}

}  // namespace

TEST_CASE("each example conforms to its schema, and the decoder takes it") {
  for (const auto& row : endpoints()) {
    if (!row.asks_engine) continue;
    CAPTURE(row.name);
    const auto example = json::parse(row.example);
    CHECK(conforms(example, request_schema(row)));
    CHECK_FALSE(refusal_of(row, example));
    CHECK(request_schemas()["$defs"][std::string(row.subject)] == request_schema(row));
  }
}

TEST_CASE("for each value of each field the schema says what the decoder does") {
  for_each_field([](const auto& row, const json& schema, const field_definition& field) {
    for (const auto& value : candidates_for(field)) try_value(row, schema, field, value);
  });
}

TEST_CASE("without a field the schema says what the decoder does") { for_each_field(try_without); }

TEST_CASE("a field that there is not conforms to no schema") {
  for (const auto& row : endpoints()) {
    if (!row.asks_engine) continue;
    auto body = json::parse(row.example);
    body["no_such_field"] = 1;
    CHECK_FALSE(conforms(body, request_schema(row)));
    CHECK(refusal_of(row, body)->code == rejection_code::field_unknown);
  }
}

TEST_CASE("each code of each rule is what some value is refused as") {
  for_each_field([](const auto& row, const json&, const field_definition& field) {
    CAPTURE(field.name);
    const auto found = faults_of(row, field);
    const auto is_seen = [&](rejection_code code) {
      return std::ranges::count(found, code, &bad_value::code) == 1;
    };
    CHECK(is_seen(rejection_code::field_wrong_type));
    if (field.rule->check == &check_nothing) return;
    CHECK(is_seen(field.rule->code));
    CHECK(is_seen(field.rule->code_above));
  });
}

TEST_CASE("of the faults of two fields the one with precedence is reported") {
  for (const auto& row : endpoints()) {
    std::vector<bad_value> all;
    for (const auto& field : row.fields)
      std::ranges::move(faults_of(row, field), std::back_inserter(all));
    for (std::size_t i = 0; i < all.size(); ++i)
      for (std::size_t j = 0; j < i; ++j) {
        const auto &a = all[i], &b = all[j];
        if (a.field == b.field) continue;
        auto body = json::parse(row.example);
        body[a.field] = a.value;
        body[b.field] = b.value;
        CAPTURE(body.dump());
        CHECK(precedence_of(refusal_of(row, body)->code) ==
              std::min(precedence_of(a.code), precedence_of(b.code)));
      }
  }
}

}  // namespace sluice::api
