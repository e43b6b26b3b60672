#include "adapters/channels/wechat_v3/fields.hpp"

#include <string>

#include "base/time_text.hpp"

namespace sluice::wechat_v3 {

const nlohmann::json& member_of(const nlohmann::json& object, std::string_view name) {
  static const nlohmann::json absent;
  if (!object.is_object()) return absent;
  const auto at = object.find(std::string(name));
  return at == object.end() ? absent : *at;
}

foreign_text text_in(const nlohmann::json& object, std::string_view name) {
  const auto& member = member_of(object, name);
  return member.is_string() ? foreign_text(member.get_ref<const std::string&>()) : foreign_text{};
}

std::optional<money> fen_in(const nlohmann::json& object, std::string_view name, currency unit) {
  const auto& member = member_of(object, name);
  if (!member.is_number_unsigned()) return std::nullopt;
  const auto fen = member.get<std::uint64_t>();
  if (fen > static_cast<std::uint64_t>(max_amount_minor)) return std::nullopt;
  return money{static_cast<std::int64_t>(fen), unit};
}

std::optional<currency> currency_in(const nlohmann::json& amount, std::string_view name) {
  if (member_of(amount, name).is_null()) return currency::cny;
  return currency_from_name(text_in(amount, name).as_received());
}

std::optional<instant> time_in(const nlohmann::json& object, std::string_view name) {
  return instant_from_rfc3339(text_in(object, name).as_received());
}

}  // namespace sluice::wechat_v3
