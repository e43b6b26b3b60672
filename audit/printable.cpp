#include "audit/printable.hpp"

#include <nlohmann/json.hpp>

#include "events/json.hpp"

namespace sluice {

std::string printable(std::string_view text) {
  const auto quoted = to_line(nlohmann::ordered_json(text));
  const auto inside = std::string_view(quoted).substr(1, quoted.size() - 2);
  std::string out;
  out.reserve(inside.size());
  for (std::size_t i = 0; i < inside.size(); ++i) {
    const auto byte = static_cast<unsigned char>(inside[i]);
    // JSON lets two kinds of control character through: DEL and U+0080 to U+009F (C2 80 … C2 9F).
    const bool c1 =
        byte == 0xC2 && i + 1 < inside.size() && static_cast<unsigned char>(inside[i + 1]) < 0xA0;
    if (byte == 0x7F || c1)
      out += "\xEF\xBF\xBD";
    else if (inside.substr(i, 2) == "\\\"" || inside.substr(i, 2) == "\\\\")
      out += inside[++i];
    else
      out += inside[i];
    if (c1) ++i;
  }
  return out;
}

}  // namespace sluice
