#pragma once
/// A channel that is reached over HTTP: the dialect says what to send and what an answer means, the
/// client carries it. Many channels share one client and one pool; client, chance and clock must
/// outlive them.
///
///   assemble (pool) → execute (client) → understand (pool) → the order decides whether to repeat
///
/// Who calls it: channel actors, through the port.

#include <memory>
#include <string>

#include "actors/ports/channel_port.hpp"
#include "actors/ports/clock.hpp"
#include "adapters/channels/channel_counts.hpp"
#include "adapters/channels/dialect_in_use.hpp"
#include "adapters/channels/message_recorder.hpp"
#include "adapters/channels/signing_pool.hpp"
#include "adapters/http/http_client.hpp"

namespace sluice {

/// Where a channel is, and who we are on the line to it.
struct channel_line {
  std::string base_url{};  ///< without a slash at its end: "https://api.mch.weixin.qq.com"
  std::string spare_url{};  ///< another way to the same; taken only for what surely was not sent
  std::shared_ptr<const tls_identity>
      tls{};  ///< null: the machine's authorities, nobody in particular
};

/// What all channels share, but for the last.
struct channel_means {
  http_client& client;
  random_port& chance;
  clock_port& clock;
  /// Of one channel: where its calls are counted. Nothing: nobody counts them.
  std::shared_ptr<channel_counts> counts{};
  /// Of one channel: where its messages are recorded. Nothing: they are not.
  std::shared_ptr<message_recorder> messages{};
};

class http_channel final : public channel_port {
 public:
  http_channel(channel_line line, dialect_in_use speaks, channel_means means,
               signing_pool::share share);

  /// `done` is called on the pool's thread, or on the caller's when nothing was sent.
  void start(channel_call call, on_answer done) override;
  void watch_connections(std::shared_ptr<connection_watch> watch) override;

 private:
  struct inside;
  std::shared_ptr<inside> in_;
};

}  // namespace sluice
