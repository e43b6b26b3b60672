#include "sim/providers/alipay_json.hpp"

#include <algorithm>

#include "sim/providers/wire_text.hpp"

namespace sluice::sim::alipay {

std::string text(const call& c, const char* name) {
  const auto it = c.content.find(name);
  return it != c.content.end() && it->is_string() ? it->get<std::string>() : std::string{};
}

std::optional<money> amount(const call& c, const char* name, const char* currency_name) {
  const auto it = c.content.find(name);
  if (it == c.content.end()) return std::nullopt;
  const auto unit_name = text(c, currency_name);
  const auto unit = unit_name.empty() ? currency::cny : currency_from_name(unit_name);
  if (!unit) return std::nullopt;
  // dump() of a number is its shortest decimal text: no floating-point arithmetic on money.
  const auto digits = it->is_string() ? it->get<std::string>() : it->dump();
  const auto value = from_major_units(digits, *unit);
  return value && value->minor_units > 0 ? value : std::nullopt;
}

std::string trade_key(const provider& behind, const call& c) {
  const auto number = text(c, "trade_no");
  return number.empty() ? text(c, "out_trade_no") : behind.key_of_reference(number);
}

json success(const std::string& code, const std::string& msg) {
  return {{"code", code}, {"msg", msg}};
}

json failure(const std::string& sub_code, const std::string& sub_msg) {
  return {
      {"code", "40004"}, {"msg", "Business Failed"}, {"sub_code", sub_code}, {"sub_msg", sub_msg}};
}

json invalid_parameter() { return failure("ACQ.INVALID_PARAMETER", "参数无效"); }

face_answer wrap(const std::string& method, const json& node, delivery how, millis after) {
  if (how == delivery::html_page) {
    auto page = html_page();
    page.how = how;
    return page;
  }
  auto name = method;
  std::replace(name.begin(), name.end(), '.', '_');
  name += "_response";
  const json whole{{name, node}, {"sign", "simulated"}};
  return {.how = how,
          .after = after,
          .status = 200,
          .content_type = "application/json; charset=utf-8",
          .body = whole.dump(-1, ' ', false, json::error_handler_t::replace)};
}

}  // namespace sluice::sim::alipay
