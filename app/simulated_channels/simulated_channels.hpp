#pragma once
/// The simulated channels as a running thing: the providers' model behind an HTTP server, their
/// books on disk, their notifications sent. One listener serves all channels; the paths tell them
/// apart. All of them check signatures and sign, with keys that everybody knows
/// (sim/providers/simulated_keys.hpp).
///
///   POST      /pay/micropay, /pay/orderquery, /secapi/pay/…, /pay/refundquery   WeChat Pay V2
///   POST, GET /gateway.do                                                       Alipay
///   POST, GET /v3/pay/transactions/…, /v3/refund/domestic/refunds…              WeChat Pay V3
///   GET       /v3/certificates                                                  WeChat Pay V3
///   POST      /pay/gateway                                                      QRA
///   POST      /gateway/api/….do                                                 UnionPay ACP
///   POST, GET /pay/downloadbill, /v3/bill/tradebill, /              bills of a day, also of today
///   POST      /outage                        one account answers nobody for a while (outages.hpp)
///   GET       /healthz                       {"channels":["wechat",…],"belongs_to":0}
///
/// The last two digits of an amount choose what happens: sim/providers/FATES.md.
///
/// Made by `sluice channels`, by the demo and by tests. Started again on the same books, it knows
/// the trades that were paid. If the books cannot be written, the process ends: a channel whose
/// books lie is worse than none.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "base/instant.hpp"

namespace sluice {

struct simulated_channels_settings {
  std::string listen = "127.0.0.1:0";
  std::filesystem::path books{};
  millis payer_delay{2000};     ///< how long a payer types a password
  millis slow_answer{15'000};   ///< row 18; more than the engine's call time-out
  millis visibility_delay{0};   ///< queries find nothing for so long
  millis exchange_keys{0};  ///< WeChat Pay V3 and Alipay: the next key every so often; 0: never
  millis patience{0};  ///< for books that another process has open
  int belongs_to = 0;  ///< the process that they were started for; 0: they are for everybody
  std::string wechat_name = "wechat";
  std::string alipay_name = "alipay";
  std::string wechat_v3_name = "wechat_v3";
  std::string qra_name = "qra";
  std::string unionpay_name = "unionpay";
};

class simulated_channels {
 public:
  /// Throws std::runtime_error with a sentence: cannot listen, books unreadable or in use.
  explicit simulated_channels(simulated_channels_settings settings);
  ~simulated_channels();  ///< stops
  simulated_channels(const simulated_channels&) = delete;
  simulated_channels& operator=(const simulated_channels&) = delete;

  [[nodiscard]] std::uint16_t port() const noexcept;
  void stop();

 private:
  struct inside;
  std::unique_ptr<inside> inside_;
};

}  // namespace sluice
