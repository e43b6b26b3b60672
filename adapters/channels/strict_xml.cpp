#include "adapters/channels/strict_xml.hpp"

#include <optional>
#include <pugixml.hpp>
#include <sstream>

namespace sluice {
namespace {

bool is_text(pugi::xml_node node) noexcept {
  return node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata;
}

/// A comment or a CDATA section in the middle of a text does not end it. Nothing: there is more
/// than text.
std::optional<std::string> text_of(pugi::xml_node field) {
  std::string text;
  for (const auto& part : field.children()) {
    if (!is_text(part)) return std::nullopt;
    text += part.value();
  }
  return text;
}

/// The library takes a NUL for the end and would not look at what follows it; a character reference
/// ("&#0;") can write one.
bool may_hide_a_nul(std::string_view body) noexcept {
  return body.find('\0') != std::string_view::npos || body.find("&#") != std::string_view::npos;
}

}  // namespace

std::string write_xml(const std::vector<std::pair<std::string_view, std::string>>& all) {
  pugi::xml_document document;
  auto root = document.append_child("xml");
  for (const auto& [name, value] : all)
    root.append_child(std::string(name).c_str()).text().set(value.c_str());
  std::ostringstream out;
  document.save(out, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
  return out.str();
}

reading<xml_fields> read_xml(std::string_view body) {
  if (may_hide_a_nul(body)) return misread::unreadable;
  pugi::xml_document document;
  // A fragment, so that text around the element is seen, not skipped.
  const auto parsed = document.load_buffer(
      body.data(), body.size(), pugi::parse_default | pugi::parse_doctype | pugi::parse_fragment,
      pugi::encoding_utf8);
  const auto root = document.first_child();
  const bool one_element = parsed && root.type() == pugi::node_element &&
                           std::string_view(root.name()) == "xml" && !root.next_sibling();
  if (!one_element) return misread::unreadable;
  xml_fields all;
  for (const auto& child : root.children()) {
    if (child.type() != pugi::node_element) return misread::unreadable;
    auto text = text_of(child);
    if (!text) return misread::unreadable;
    if (!add_agreeing(all, child.name(), std::move(*text))) return misread::contradictory;
  }
  return all;
}

}  // namespace sluice
