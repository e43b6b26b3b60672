#pragma once
/// Sends the simulated channels' notifications: form POSTs, one after the other, on a thread of its
/// own, so that a receiver that does not answer delays no payment. No repeats here: the provider's
/// model knows when the next one is due.
///
/// Made and used by simulated_channels.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace sluice {

struct outgoing_notice {
  std::uint64_t id = 0;
  std::string url{};
  std::string body{};  ///< application/x-www-form-urlencoded
};

class notice_sender {
 public:
  /// `on_answer(id, body)` for every answer with status 200, from the sender's thread.
  using on_answer = std::function<void(std::uint64_t id, const std::string& body)>;

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
