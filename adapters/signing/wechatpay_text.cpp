#include "adapters/signing/wechatpay_text.hpp"

#include <charconv>
#include <cstdint>
#include <initializer_list>

namespace sluice::signing {
namespace {

std::string lines(std::initializer_list<std::string_view> all) {
  std::string out;
  for (const auto line : all) out.append(line).append("\n");
  return out;
}

}  // namespace

std::string wechatpay_request_text(std::string_view method, std::string_view target,
                                   std::string_view timestamp, std::string_view nonce,
                                   std::string_view body) {
  return lines({method, target, timestamp, nonce, body});
}

std::string wechatpay_answer_text(std::string_view timestamp, std::string_view nonce,
                                  std::string_view body) {
  return lines({timestamp, nonce, body});
}

std::string wechatpay_payer_text(std::string_view app_id, std::string_view timestamp,
                                 std::string_view nonce, std::string_view prepay) {
  return lines({app_id, timestamp, nonce, prepay});
}

bool is_fresh(std::string_view timestamp, instant now) noexcept {
  constexpr std::uint64_t longest = 300;
  std::int64_t stated = 0;
  const auto* const end = timestamp.data() + timestamp.size();
  const auto [rest, error] = std::from_chars(timestamp.data(), end, stated);
  if (error != std::errc{} || rest != end) return false;
  const std::int64_t here =
      std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  // Without a sign, so that the distance of any two fits.
  const auto there = static_cast<std::uint64_t>(stated);
  const auto distance = stated < here ? static_cast<std::uint64_t>(here) - there
                                      : there - static_cast<std::uint64_t>(here);
  return distance <= longest;
}

}  // namespace sluice::signing
