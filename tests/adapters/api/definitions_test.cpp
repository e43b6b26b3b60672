/// The definitions of commands and the messages of api.proto say the same.

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <nlohmann/json.hpp>

#include "actors/desk/work_of.hpp"
#include "adapters/api/schema.hpp"
#include "adapters/api/value_rules.hpp"
#include "base/enumerators.hpp"
#include "domain/access/principal.hpp"
#include "domain/order/state.hpp"
#include "tests/adapters/api/decoding.hpp"

namespace sluice::api {
namespace {

using google::protobuf::FieldDescriptor;

FieldDescriptor::Type wire_type_of(value_kind kind) {
  switch (kind) {
    case value_kind::text: return FieldDescriptor::TYPE_STRING;
    case value_kind::number: return FieldDescriptor::TYPE_INT64;
    case value_kind::truth: return FieldDescriptor::TYPE_BOOL;
    case value_kind::texts: return FieldDescriptor::TYPE_STRING;
  }
  FAIL("no such kind");
  return FieldDescriptor::TYPE_GROUP;
}

/// Its example goes in by name and comes out through its reader.
void check_reader(const endpoint_info& row, const field_definition& field) {
  const auto example = nlohmann::json::parse(field.example);
  auto& message = row.empty_message();
  CHECK_FALSE(field.read(message).given);
  const auto body = "{\"" + std::string(field.name) + "\":" + std::string(field.example) + '}';
  REQUIRE_FALSE(read_body(body_format::json, body, message));
  const auto value = field.read(message);
  CHECK(value.given);
  if (field.kind == value_kind::text) CHECK(value.text == example.get<std::string>());
  if (field.kind == value_kind::truth) CHECK((value.number != 0) == example.get<bool>());
  if (field.kind == value_kind::texts) {
    const auto expected = example.get<std::vector<std::string>>();
    CHECK(std::vector<std::string>(value.texts->begin(), value.texts->end()) == expected);
  }
  if (field.kind == value_kind::number) CHECK(value.number == example.get<std::int64_t>());
  CHECK_FALSE(field.rule->check(field, value));
}

}  // namespace

TEST_CASE("each field of a request has exactly one definition, in the order of the message") {
  for (const auto& row : endpoints()) {
    if (!row.asks_engine) continue;
    CAPTURE(row.name);
    const auto& type = *row.empty_message().GetDescriptor();
    CHECK(type.full_name() == full_name(row.request));
    REQUIRE(static_cast<std::size_t>(type.field_count()) == row.fields.size());
    for (int i = 0; i < type.field_count(); ++i) {
      const auto& field = row.fields[static_cast<std::size_t>(i)];
      CAPTURE(field.name);
      CHECK(type.field(i)->name() == field.name);
      CHECK(type.field(i)->type() == wire_type_of(field.kind));
      CHECK(type.field(i)->is_repeated() == (field.kind == value_kind::texts));
      CHECK(type.field(i)->has_presence() != type.field(i)->is_repeated());
      // Fingerprints take fields in this order: a new one comes last.
      if (i > 0) CHECK(type.field(i)->number() > type.field(i - 1)->number());
      check_reader(row, field);
    }
  }
}

TEST_CASE("what a conditional field depends on is a field of the same request") {
  for (const auto& row : endpoints())
    for (const auto& field : row.fields) {
      if (field.needed != presence::conditional) continue;
      const auto other =
          std::find_if(row.fields.begin(), row.fields.end(),
                       [&](const field_definition& f) { return f.name == field.when.field; });
      REQUIRE(other != row.fields.end());
      CHECK((other->needed == presence::required || other->needed == presence::optional));
      CHECK(other->read == field.when.read);
      for (const auto value : field.when.values)
        CHECK(std::ranges::count(other->rule->choices, value) == 1);
    }
}

TEST_CASE("all versions of a command with one message have one fingerprint") {
  for (const auto& a : endpoints())
    for (const auto& b : endpoints()) {
      if (!a.asks_engine || a.at.intent != b.at.intent || a.request != b.request) continue;
      REQUIRE(a.fields.size() == b.fields.size());
      for (std::size_t i = 0; i < a.fields.size(); ++i) CHECK(a.fields[i].part == b.fields[i].part);
    }
}

TEST_CASE("subject, name and intent come from system, operation and version") {
  constexpr auto first = address<"order", "create">;
  CHECK(first.subject == "order.create");
  CHECK(first.name == "order-create");
  CHECK(first.intent == "order-create");
  constexpr auto later = address<"order", "create", 12>;
  CHECK(later.subject == "v12.order.create");
  CHECK(later.name == "order-create-v12");
  CHECK(later.intent == "order-create");
  CHECK(address<"help", "">.subject == "help");
}

TEST_CASE("a command is as much missed at the edge as at the front desk") {
  for (const auto& row : endpoints()) {
    if (!row.asks_engine) continue;
    CAPTURE(row.subject);
    const auto body = row.example.empty() ? std::string_view("{}") : row.example;
    CHECK(work_of(accepted_json(
                      row.which, body, {.message_id = "c-1", .traceparent = {}, .merchant_key = {}})
                      .ask) == row.work);
  }
}

TEST_CASE("the words of a resolution are those of the rules") {
  REQUIRE(resolution_names.size() == enumerators<order::resolution>.size());
  for (const auto known : enumerators<order::resolution>)
    CHECK(std::ranges::count(resolution_names, order::name_of(known)) == 1);
}

TEST_CASE("the words of a merchant's life are those of the rules") {
  REQUIRE(life_names.size() == enumerators<merchant::life>.size());
  for (const auto known : enumerators<merchant::life>)
    CHECK(std::ranges::count(life_names, name_of(known)) == 1);
}

TEST_CASE("the words of a principal's kind are those of the rules") {
  REQUIRE(principal_kind_names.size() == enumerators<access::principal_kind>.size());
  for (const auto known : enumerators<access::principal_kind>)
    CHECK(std::ranges::count(principal_kind_names, name_of(known)) == 1);
}

}  // namespace sluice::api
