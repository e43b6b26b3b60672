#include "adapters/channels/dialects.hpp"

#include <utility>

#include "adapters/channels/alipay/dialect.hpp"
#include "adapters/channels/wechat_v2/dialect.hpp"

namespace sluice {

std::unique_ptr<dialect> make_dialect(std::string_view name, dialect_account account) {
  if (name == "wechat_v2") return std::make_unique<wechat_v2_dialect>(std::move(account));
  if (name == "alipay") return std::make_unique<alipay_dialect>(std::move(account));
  return nullptr;
}

}  // namespace sluice
