#pragma once
/// The text that is signed out of names and values, as WeChat Pay V2, Alipay and UnionPay ACP have
/// it: sorted by the bytes of the name, `name=value` joined by `&`, values as they are, not
/// escaped. What is empty is left out, and what cannot be signed: the signature itself.

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sluice::signing {

/// The names that each of them leaves out. Alipay signs sign_type where it is asked, and not where
/// it notifies or sends a browser back.
inline constexpr std::array<std::string_view, 1> unsigned_in_wechat_v2{"sign"};
inline constexpr std::array<std::string_view, 1> unsigned_in_alipay_request{"sign"};
inline constexpr std::array<std::string_view, 2> unsigned_in_alipay_notification{
    "sign", "sign_type"};
inline constexpr std::array<std::string_view, 1> unsigned_in_acp{"signature"};

using named_text = std::pair<std::string_view, std::string_view>;

/// The views must outlive the call only.
[[nodiscard]] std::string sorted_pairs(std::vector<named_text> fields,
                                       std::span<const std::string_view> left_out);

/// Of whatever holds pairs of texts: the fields of a form or of XML, in whatever order.
template <class Fields>
[[nodiscard]] std::string sorted_pairs(const Fields& fields,
                                       std::span<const std::string_view> left_out) {
  return sorted_pairs(std::vector<named_text>(fields.begin(), fields.end()), left_out);
}

}  // namespace sluice::signing
