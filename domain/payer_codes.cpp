#include "domain/payer_codes.hpp"

#include <algorithm>
#include <array>

#include "base/invariant.hpp"

namespace sluice {
namespace {

struct address {
  std::string_view begins;
  mistaken_code is;
};

/// As seen in codes that the wallets show; compared in lower case.
constexpr std::array addresses{
    address{"wxp://", mistaken_code::collection},
    address{"https://payapp.weixin.qq.com/", mistaken_code::collection},
    address{"https://qr.alipay.com/", mistaken_code::collection},
    address{"https://qr.95516.com/", mistaken_code::collection},
    address{"https://u.wechat.com/", mistaken_code::identity},
    address{"weixin://contacts/", mistaken_code::identity},
    address{"alipays://platformapi/startapp?appid=20000032", mistaken_code::identity},
};

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool begins_with(std::string_view text, std::string_view begins) {
  return text.size() >= begins.size() &&
         std::equal(begins.begin(), begins.end(), text.begin(),
                    [](char wanted, char seen) { return wanted == lower(seen); });
}

}  // namespace

std::optional<mistaken_code> mistaken_for_payment_code(std::string_view scanned) {
  for (const auto& one : addresses)
    if (begins_with(scanned, one.begins)) return one.is;
  return std::nullopt;
}

std::string_view advice_about(mistaken_code shown) noexcept {
  switch (shown) {
    case mistaken_code::collection:
      return "this is a code by which somebody is paid (收款码); the payer must show the one with "
             "which he pays (付款码)";
    case mistaken_code::identity:
      return "this is a code that says who somebody is; the payer must show the one with which he "
             "pays (付款码)";
  }
  broken_invariant("every mistaken code has an advice", __FILE__, __LINE__);
}

}  // namespace sluice
