#include "adapters/channels/wechat_v2/xml.hpp"

#include <pugixml.hpp>
#include <sstream>

namespace sluice::wechat_v2 {

std::string write_xml(const std::vector<std::pair<std::string_view, std::string>>& all) {
  pugi::xml_document document;
  auto root = document.append_child("xml");
  for (const auto& [name, value] : all)
    root.append_child(std::string(name).c_str()).text().set(value.c_str());
  std::ostringstream out;
  document.save(out, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
  return out.str();
}

std::optional<fields> read_xml(std::string_view body) {
  pugi::xml_document document;
  const auto parsed = document.load_buffer(
      body.data(), body.size(), pugi::parse_default | pugi::parse_doctype, pugi::encoding_utf8);
  if (!parsed) return std::nullopt;
  const auto root = document.first_child();
  if (root.type() != pugi::node_element || std::string_view(root.name()) != "xml" ||
      root.next_sibling())
    return std::nullopt;
  fields all;
  for (const auto& child : root.children())
    if (child.type() == pugi::node_element && !all.emplace(child.name(), child.text().get()).second)
      return std::nullopt;
  return all;
}

std::string_view value_of(const fields& all, std::string_view name) noexcept {
  const auto it = all.find(name);
  return it == all.end() ? std::string_view{} : std::string_view(it->second);
}

}  // namespace sluice::wechat_v2
