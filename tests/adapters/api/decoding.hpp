#pragma once
/// What the tests of the request codec share.

#include <string>
#include <string_view>
#include <variant>

#include "adapters/api/request_codec.hpp"
#include "tests/catch.hpp"

namespace sluice::api {

inline constexpr std::string_view good_create =
    R"({"merchant":"m1","order_no":"A-1001","business_type":"payment_code","amount_minor":1250,)"
    R"("currency":"CNY","payment_code":"134567890123456789","description":"coffee",)"
    R"("reply_when":"final"})";

/// `text` with its first `from` replaced; fails when there is none.
inline std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
  std::string changed(text);
  const auto at = changed.find(from);
  REQUIRE(at != std::string::npos);
  return changed.replace(at, from.size(), to);
}

inline std::variant<request, rejection> decode_json(endpoint which, std::string_view body,
                                                    const request_headers& headers = {}) {
  return decode(which, body_format::json, body, headers);
}

inline request accepted_json(endpoint which, std::string_view body,
                             const request_headers& headers = {}) {
  auto result = decode_json(which, body, headers);
  if (const auto* refused = std::get_if<rejection>(&result)) FAIL(refused->message);
  return std::get<request>(std::move(result));
}

inline rejection refused_json(endpoint which, std::string_view body,
                              const request_headers& headers = {}) {
  auto result = decode_json(which, body, headers);
  REQUIRE(std::holds_alternative<rejection>(result));
  return std::get<rejection>(std::move(result));
}

}  // namespace sluice::api
