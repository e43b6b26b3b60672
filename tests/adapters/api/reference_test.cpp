#include "adapters/api/reference.hpp"

#include <nlohmann/json.hpp>

#include "tests/catch.hpp"

namespace sluice::api {
namespace {

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace

TEST_CASE("help tells every field of every command from its definition") {
  const auto help = nlohmann::json::parse(help_text("pay"));
  for (const auto& row : endpoints()) {
    const auto& entry = help["endpoints"][static_cast<std::size_t>(row.which)];
    CHECK(entry["subject"] == "pay." + std::string(row.subject));
    CHECK(entry["version"] == row.at.version);
    REQUIRE((entry.contains("fields") ? entry["fields"].size() : 0U) == row.fields.size());
    for (std::size_t i = 0; i < row.fields.size(); ++i) {
      CHECK(entry["fields"][i]["name"] == row.fields[i].name);
      CHECK(entry["fields"][i]["must_be"] == row.fields[i].rule->must_be);
    }
  }
}

TEST_CASE("help says when a field is needed and as what it is refused") {
  const auto help = nlohmann::json::parse(help_text("pay"));
  const auto field = [&](endpoint which, std::size_t place) {
    return help["endpoints"][static_cast<std::size_t>(which)]["fields"][place];
  };
  const auto code = field(endpoint::create_order, 5);
  CHECK(code["needed"] == "if business_type is payment_code");
  CHECK(code["refused_as"] ==
        nlohmann::json::parse(R"(["payment_code_missing","payment_code_invalid"])"));
  CHECK(field(endpoint::create_order, 6)["needed"] == "no");
  CHECK(field(endpoint::create_order_v2, 6)["needed"] == "yes, not empty");
  CHECK(field(endpoint::resolve_order, 3)["needed"] == "yes");
  CHECK(field(endpoint::resolve_order, 3)["refused_as"] ==
        nlohmann::json::parse(R"(["operator_missing"])"));
}

TEST_CASE("the reference has a section and a row of the contents for everything") {
  const auto page = reference_page("acme.pay");
  for (const auto& row : endpoints()) {
    CAPTURE(row.name);
    CHECK(has(page, "\n## acme.pay." + std::string(row.subject) + "\n"));
    CHECK(has(page, "| `acme.pay." + std::string(row.subject) + "` | "));
    CHECK(has(page, '\n' + reference_of(row, "acme.pay")));
  }
  for (const auto* part : {"## Headers of a request", "`Nats-Msg-Id`", "## Refusals", "## Events"})
    CHECK(has(page, part));
}

TEST_CASE("a section of the reference tells all of its fields, and the example") {
  for (const auto& row : endpoints()) {
    const auto text = reference_of(row, "pay");
    CHECK(has(text, row.doc));
    for (const auto& field : row.fields) {
      CAPTURE(field.name);
      CHECK(has(text, "| `" + std::string(field.name) + "` | "));
      CHECK(has(text, field.rule->must_be));
      CHECK(has(text, field.doc));
      CHECK(has(text, name_of(field.rule->code)));
    }
    if (row.example.empty()) continue;
    const auto from = text.find("```json\n") + 8;
    CHECK(nlohmann::json::parse(text.substr(from, text.rfind("```") - from)) ==
          nlohmann::json::parse(row.example));
  }
}

}  // namespace sluice::api
