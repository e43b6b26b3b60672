#pragma once
/// Sends the simulated channels' notifications: POSTs, one after the other, on a thread of its
/// own, so that a receiver that does not answer delays no payment. No repeats here: the provider's
/// model knows when the next one is due.
///
/// Made and used by simulated_channels.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "sim/providers/face.hpp"

namespace sluice {

struct outgoing_notice {
  std::size_t kind = 0;  ///< whose, among the channels
  std::uint64_t id = 0;
  std::string url{};
  sim::face_notice content{};
};

class notice_sender {
 public:
  /// For every answer, from the sender's thread.
  using on_answer =
      std::function<void(const outgoing_notice& to, int status, const std::string& body)>;

  explicit notice_sender(on_answer heard);
  ~notice_sender();  ///< stops
  notice_sender(const notice_sender&) = delete;
  notice_sender& operator=(const notice_sender&) = delete;

  void send(outgoing_notice n);
  void stop();  ///< drops what is not sent yet

 private:
  struct inside;
  std::unique_ptr<inside> inside_;
};

}  // namespace sluice
