#pragma once
/// The server of one of the made-up shops, as its own author would write it: checks who sends,
/// knows what it has heard before, and keeps of each order what the highest version says. The very
/// first delivery it refuses, to see it come again.
///
/// It runs within the demo, on a thread of its own, through the engine's crash.

#include <cstdint>
#include <deque>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>

#include "adapters/http/http_server.hpp"
#include "app/demo/shopkeeper.hpp"
#include "base/instant.hpp"
#include "base/secret.hpp"

namespace sluice::demo {

struct webhooks_shown {
  std::uint64_t arrived = 0;  ///< requests, whatever was in them
  std::size_t events = 0;  ///< different ones, rightly signed
  std::uint64_t forged = 0;  ///< not signed with our secret, or not just now
  std::uint64_t changed = 0;  ///< came again with another body
  bool refused_one_came_again = false;
  std::size_t orders = 0;  ///< of the merchant, that have ended
  std::size_t told = 0;  ///< of those, that the receiver knows to have ended so
  [[nodiscard]] bool is_as_it_should() const noexcept {
    return forged == 0 && changed == 0 && refused_one_came_again && orders > 0 && told == orders;
  }
};

class webhook_receiver {
 public:
  /// Makes a secret, and puts it into that folder. Throws std::runtime_error with a sentence.
  explicit webhook_receiver(const std::filesystem::path& folder);
  webhook_receiver(const webhook_receiver&) = delete;
  webhook_receiver& operator=(const webhook_receiver&) = delete;

  /// Whose orders it hears of.
  static constexpr std::string_view merchant = "m1";
  /// What the engine's file says of it, as further lines.
  [[nodiscard]] std::string configuration() const;
  [[nodiscard]] std::uint16_t port() const noexcept { return server_.port(); }
  [[nodiscard]] webhooks_shown found(const std::deque<order_record>& orders) const;

 private:
  struct heard_of_order {
    std::uint64_t version = 0;
    std::string state{};
  };
  [[nodiscard]] int status_for(const http_request& asked);
  [[nodiscard]] bool is_ours(const http_request& asked) const;
  [[nodiscard]] bool note(const std::string& body);

  std::filesystem::path secret_file_;
  secret key_;  ///< its bytes
  mutable std::mutex mutex_{};
  webhooks_shown found_{};  // guarded by mutex_
  std::string refused_{};  // id; guarded by mutex_
  std::map<std::string, std::string> bodies_{};  // by id; guarded by mutex_
  std::map<std::string, heard_of_order> orders_{};  // by number; guarded by mutex_
  http_server server_;  ///< last: its thread uses the rest
};

}  // namespace sluice::demo
