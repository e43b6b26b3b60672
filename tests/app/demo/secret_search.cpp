#include "tests/app/demo/secret_search.hpp"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <iterator>

#include "base/hex.hpp"

namespace sluice::test {
namespace {

std::string base64(std::string_view raw) {
  constexpr std::string_view letters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i + 3 <= raw.size(); i += 3) {
    const auto at = [&](std::size_t n) { return unsigned{static_cast<unsigned char>(raw[i + n])}; };
    const unsigned bits = at(0) << 16U | at(1) << 8U | at(2);
    for (const unsigned shift : {18U, 12U, 6U, 0U}) out += letters[bits >> shift & 63U];
  }
  return out;
}

/// The whole groups that a text has in base64, when it begins `before` bytes into one: what stands
/// around it changes only the groups at its ends.
std::string whole_groups(std::string_view raw, std::size_t before) {
  const auto begin = before == 0 ? 0 : 3 - before;
  return base64(raw.substr(begin, (raw.size() - begin) / 3 * 3));
}

std::string in_capitals(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

std::string url_safe(std::string text) {
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  return text;
}

std::string content(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

void secret_search::look_for(const std::string& name, std::string_view raw) {
  const auto digits = hex(reinterpret_cast<const std::uint8_t*>(raw.data()), raw.size());
  std::vector<std::string> forms{std::string(raw), digits, in_capitals(digits)};
  for (const std::size_t before : {0U, 1U, 2U}) {
    forms.push_back(whole_groups(raw, before));
    forms.push_back(url_safe(forms.back()));
  }
  std::sort(forms.begin(), forms.end());
  forms.erase(std::unique(forms.begin(), forms.end()), forms.end());
  for (auto& form : forms) needles_.push_back({name, std::move(form)});
}

std::vector<std::string> secret_search::found_in(const std::string& where,
                                                 std::string_view bytes) const {
  std::vector<std::string> out;
  for (const auto& n : needles_)
    if (bytes.find(n.form) != std::string_view::npos) out.push_back(n.name + " in " + where);
  return out;
}

std::vector<std::string> secret_search::found_below(const std::filesystem::path& folder) const {
  std::vector<std::string> out;
  for (const auto& file : std::filesystem::recursive_directory_iterator(folder))
    if (file.is_regular_file())
      for (auto& found : found_in(file.path().string(), content(file.path())))
        out.push_back(std::move(found));
  return out;
}

}  // namespace sluice::test
