#pragma once
/// A channel that is reached over HTTP: the dialect says what to send and what an answer means, the
/// client carries it. Many channels share one client; client and chance must outlive them.
/// Who calls it: channel actors, through the port.

#include <memory>
#include <string>

#include "actors/ports/channel_port.hpp"
#include "actors/ports/clock.hpp"
#include "adapters/channels/dialect.hpp"
#include "adapters/http/http_client.hpp"

namespace sluice {

class http_channel final : public channel_port {
 public:
  /// base_url without a slash at its end: "https://api.mch.weixin.qq.com".
  http_channel(std::string base_url, std::shared_ptr<const dialect> speaks, http_client& client,
               random_port& chance);

  /// `done` is called on the client's thread, or on the caller's when nothing was sent.
  void start(channel_call call, on_answer done) override;
  void watch_connections(std::shared_ptr<connection_watch> watch) override {
    watch_ = std::move(watch);
  }

 private:
  std::string base_url_;
  std::shared_ptr<const dialect> speaks_;
  http_client& client_;
  random_port& chance_;
  std::shared_ptr<connection_watch> watch_{};
};

}  // namespace sluice
