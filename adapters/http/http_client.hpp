#pragma once
/// Outgoing HTTP calls to channels and merchants: libcurl's multi interface on one thread. Calls go
/// in by a queue, results come out by callback on that thread, so a callback must be short and must
/// not block.
///
/// A call is answered exactly once, at the latest shortly after its time-out, whatever happens. The
/// client repeats nothing and follows no redirect: repeating a payment is the order's decision.
/// But libcurl itself sends a request again, silently and once, when a re-used connection turns out
/// to be dead. Every call therefore carries its own idempotency key (out_trade_no, out_refund_no);
/// and a call marked `once` is sent so that libcurl cannot repeat it (see http_transfer.cpp).
///
/// Who calls it: http_channel, webhook_sender. Source of the option choices: libcurl's manual,
/// curl_easy_setopt(3).

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "actors/ports/connection_watch.hpp"
#include "adapters/http/message.hpp"
#include "adapters/http/tls_identity.hpp"
#include "base/instant.hpp"

namespace sluice {

struct http_call {
  std::string base_url{};  ///< what comes before the target: "https://api.mch.weixin.qq.com"
  http_request request{};
  millis timeout{10'000};  ///< waiting for a free connection counts too
  bool once = false;  ///< moves money: better no answer than two copies on the wire
  /// No connection is made to an address that is not (public_address.hpp), whatever the name has
  /// resolved to at that moment. The client's other calls to the same host must want the same.
  bool public_addresses_only = false;
  std::shared_ptr<connection_watch> watch{};  ///< of the connections to this host; nothing: nobody
  std::shared_ptr<const tls_identity>
      tls{};  ///< null: the machine's authorities, and no certificate
};

struct http_result {
  enum class outcome : std::uint8_t {
    answered,  ///< an HTTP status and a whole body, whatever they say
    timed_out,  ///< nothing, or not all, in time: the call may have been carried out
    not_connected,  ///< no connection was made: no byte of the call left this process
    cut_off,  ///< the connection broke: the call may have been carried out
    too_large,  ///< the body passed the limit and was thrown away
    stopped,  ///< the client was stopped: the call may have been carried out
  };
  outcome kind = outcome::cut_off;
  http_response response{};  ///< when answered; of what was too large, without the body
  std::string refused_address{};  ///< the last that is not public, where it had to be
};

/// For people and statistics: "timed_out".
[[nodiscard]] std::string_view name_of(http_result::outcome kind) noexcept;

struct http_client_limits {
  /// Per host and port. Further calls wait inside the client; keep it above the sum of the permits
  /// of the channels behind one host, so that the channel actor's queue is the one that fills.
  std::uint32_t connections_per_host = 256;
  std::size_t max_body_bytes = 1U << 20;
  millis connect_timeout{3'000};
  std::string exit_address{};  ///< of this machine, to call from; empty: it chooses
};

class http_client {
 public:
  using on_result = std::function<void(http_result)>;

  explicit http_client(http_client_limits limits = {});
  ~http_client();  ///< stops
  http_client(const http_client&) = delete;
  http_client& operator=(const http_client&) = delete;

  /// Any thread; never blocks, never throws. After stop() the answer is `stopped`, at once.
  void start(http_call call, on_result done) noexcept;

  /// Answers everything that still runs with `stopped`, then ends the thread. Not from a callback.
  void stop();

 private:
  struct inside;
  std::unique_ptr<inside> inside_;
};

}  // namespace sluice
