#include "adapters/api/reference.hpp"

#include <initializer_list>
#include <nlohmann/json.hpp>

namespace sluice::api {
namespace {

using json = nlohmann::ordered_json;

std::string words(const json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

/// A bar would end the cell.
std::string cell(const std::string& text) {
  std::string escaped;
  for (const char c : text) escaped += c == '|' ? "\\|" : std::string(1, c);
  return escaped;
}

std::string table_row(std::initializer_list<std::string> cells) {
  std::string line = "|";
  for (const auto& text : cells) line += ' ' + cell(text) + " |";
  return line + '\n';
}

std::string code(const std::string& text) { return '`' + text + '`'; }

std::string joined_codes(const json& names) {
  std::string list;
  for (const auto& name : names) list += (list.empty() ? "" : ", ") + code(words(name));
  return list;
}

std::string fields_table(const json& fields) {
  auto table = table_row({"Field", "Type", "Needed", "Must be", "For", "Example", "Refused as"}) +
               "|---|---|---|---|---|---|---|\n";
  for (const auto& f : fields)
    table += table_row(
        {code(words(f["name"])), words(f["type"]), words(f["needed"]), words(f["must_be"]),
         words(f["for"]), code(f["example"].dump()), joined_codes(f["refused_as"])});
  return table;
}

std::string section(const json& endpoint) {
  auto text = "## " + words(endpoint["subject"]) + "\n\n" + words(endpoint["does"]) + '\n';
  if (!endpoint.contains("request")) return text;
  text += "\nRequest `" + words(endpoint["request"]) + "`, reply `" + words(endpoint["reply"]) +
          "`, version " + words(endpoint["version"]) + " of the interface.\n\n";
  text += endpoint.contains("fields") ? fields_table(endpoint["fields"]) : "It has no fields.\n";
  return text + "\n```json\n" + endpoint["example"].dump(2) + "\n```\n";
}

std::string section(const std::string& title, const json& pairs) {
  auto text = "## " + title + "\n\n| | |\n|---|---|\n";
  for (const auto& [name, meaning] : pairs.items()) text += table_row({code(name), words(meaning)});
  return text;
}

std::string contents(const json& list) {
  auto table = table_row({"Subject", "Does"}) + "|---|---|\n";
  for (const auto& endpoint : list)
    table += table_row({code(words(endpoint["subject"])), words(endpoint["does"])});
  return table;
}

}  // namespace

std::string reference_page(std::string_view prefix) {
  const auto help = help_document(prefix);
  auto page =
      "# What can be asked of Sluice\n\nWritten by `sluice reference`. Bodies are JSON or, "
      "with the Content-Type for it, Protobuf.\n\n" +
      contents(help["endpoints"]);
  for (const auto& endpoint : help["endpoints"]) page += '\n' + section(endpoint);
  return page + '\n' + section("Headers of a request", help["request_headers"]) + '\n' +
         section("Refusals", help["errors"]) + '\n' + section("Events", help["events"]);
}

std::string reference_of(const endpoint_info& row, std::string_view prefix) {
  return section(help_document(prefix)["endpoints"][static_cast<std::size_t>(row.which)]);
}

}  // namespace sluice::api
