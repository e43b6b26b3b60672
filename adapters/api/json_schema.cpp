#include "adapters/api/json_schema.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/invariant.hpp"

namespace sluice::api {
namespace {

using json = nlohmann::ordered_json;

constexpr auto dialect = "https://json-schema.org/draft/2020-12/schema";

/// null is the same as absent: allowed where that is.
bool may_be_absent(const field_definition& field) {
  return field.needed == presence::optional || field.needed == presence::conditional;
}

void put_type(const field_definition& field, bool or_null, json& into) {
  const auto type = json_type(field.kind);
  into["type"] = or_null ? json{type, "null"} : json(type);
  const auto choices = field.rule->choices;
  if (choices.empty()) return;
  into["enum"] = json(std::vector<std::string_view>(choices.begin(), choices.end()));
  if (or_null) into["enum"].push_back(nullptr);
}

void put_limits(const field_definition& field, json& into);

/// As a field of its own would be described.
json each_of(const field_definition& several) {
  auto one = several;
  one.rule = several.rule->each;
  one.kind = one.rule->kind;
  one.needed = presence::required;
  json made;
  put_type(one, false, made);
  put_limits(one, made);
  return made;
}

void put_limits(const field_definition& field, json& into) {
  const auto& rule = *field.rule;
  if (field.kind == value_kind::truth) return;
  if (field.kind == value_kind::texts) {
    into["items"] = each_of(field);
    into["minItems"] = 1;
    into["maxItems"] = rule.most;
    into["uniqueItems"] = true;
    return;
  }
  const bool is_number = field.kind == value_kind::number;
  const bool must_be_filled =
      field.needed == presence::filled || field.needed == presence::conditional;
  const auto least = is_number ? rule.least : std::max<std::int64_t>(rule.least, must_be_filled);
  if (is_number || least > 0) into[is_number ? "minimum" : "minLength"] = least;
  if (is_number || rule.most > 0) into[is_number ? "maximum" : "maxLength"] = rule.most;
  if (!rule.pattern.empty()) into["pattern"] = rule.pattern;
  if (!rule.format.empty()) into["format"] = rule.format;
}

json property(const field_definition& field) {
  json made;
  made["description"] = std::string(field.doc) + "; must be " + std::string(field.rule->must_be);
  put_type(field, may_be_absent(field), made);
  if (field.needed != presence::conditional) put_limits(field, made);
  if (field.rule->is_secret) made["writeOnly"] = true;
  made["examples"] = json::array({json::parse(field.example)});
  return made;
}

/// The limits of a conditional field hold where it is needed; elsewhere it must be absent or empty.
json alternatives(const field_definition& field) {
  const auto& values = field.when.values;
  json needed;
  put_type(field, false, needed);
  put_limits(field, needed);
  return {{"if",
           {{"required", {field.when.field}},
            {"properties",
             {{field.when.field,
               {{"enum", std::vector<std::string_view>(values.begin(), values.end())}}}}}}},
          {"then", {{"required", {field.name}}, {"properties", {{field.name, needed}}}}},
          {"else", {{"properties", {{field.name, {{"maxLength", 0}}}}}}}};
}

}  // namespace

std::string_view json_type(value_kind kind) {
  switch (kind) {
    case value_kind::text: return "string";
    case value_kind::number: return "integer";
    case value_kind::truth: return "boolean";
    case value_kind::texts: return "array";
  }
  broken_invariant("every kind of value has a type in JSON", __FILE__, __LINE__);
}

json request_schema(const endpoint_info& of) {
  SLUICE_INVARIANT(of.asks_engine);
  json schema{{"$schema", dialect},           {"title", of.subject},
              {"description", of.doc},        {"type", "object"},
              {"properties", json::object()}, {"required", json::array()},
              {"additionalProperties", false}};
  for (const auto& field : of.fields) {
    schema["properties"][std::string(field.name)] = property(field);
    if (!may_be_absent(field)) schema["required"].push_back(field.name);
    if (field.needed == presence::conditional) schema["allOf"].push_back(alternatives(field));
  }
  schema["examples"] = json::array({json::parse(of.example)});
  return schema;
}

json request_schemas() {
  json all{{"$schema", dialect}, {"$defs", json::object()}};
  for (const auto& row : endpoints())
    if (row.asks_engine) all["$defs"][std::string(row.subject)] = request_schema(row);
  return all;
}

}  // namespace sluice::api
