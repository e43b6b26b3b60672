#pragma once
/// Letters by HTTP: their JSON is POSTed. The client is its own, so that what a receiver does, or
/// does not, costs no call to a channel a connection.

#include "adapters/http/http_client.hpp"
#include "adapters/notices/line.hpp"
#include "adapters/notices/way.hpp"

namespace sluice::notices {

class http_receiver final : public line {
 public:
  explicit http_receiver(http_way to, millis limit = patience);
  void send(letter what, receiver_port::on_answer heard) noexcept override;
  void stop() noexcept override;

 private:
  const http_way to_;
  const millis limit_;
  http_client client_;
};

}  // namespace sluice::notices
