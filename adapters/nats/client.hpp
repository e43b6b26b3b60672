#pragma once
/// Asking over NATS: what `sluice req`, demo and tests use.

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <variant>

#include "adapters/nats/connection.hpp"
#include "base/instant.hpp"

namespace sluice::nats {

using headers = std::map<std::string, std::string>;

struct response {
  headers with;
  std::string body;
  std::string stored_in{};  ///< a JetStream stream that took the request as well; empty: none
  /// The service answered with an error (Nats-Service-Error).
  [[nodiscard]] bool is_error() const { return with.contains("Nats-Service-Error"); }
};

enum class request_failure : std::uint8_t {
  no_responders,  ///< the server is there, the service is not
  timeout,
  only_stored,  ///< a JetStream stream took it; the service did not answer in time
  disconnected,
};

/// A sentence for people.
[[nodiscard]] std::string_view explained(request_failure f) noexcept;

class client {
 public:
  /// Answers come on subjects under `inbox`, which the server may allow to one user only.
  explicit client(std::shared_ptr<connection> through, std::string inbox = "_INBOX")
      : through_(std::move(through)), inbox_(std::move(inbox)) {}

  /// Waits for the answer: a stream's word that it has stored the request is none. Any thread.
  [[nodiscard]] std::variant<response, request_failure> ask(
      const std::string& subject, std::string_view body, const headers& with, millis limit);
  /// Where many answer: waits for the first one that `fits`.
  using judgement = std::function<bool(const response&)>;
  [[nodiscard]] std::variant<response, request_failure> ask_many(
      const std::string& subject, millis limit, const judgement& fits);
  /// False: not taken.
  [[nodiscard]] bool publish(const std::string& subject, std::string_view body,
                             const headers& with);

 private:
  using asked = std::variant<response, request_failure>;
  [[nodiscard]] asked send_and_wait(const std::string& subject, std::string_view body,
                                    const headers& with, millis limit, const judgement& fits);

  std::shared_ptr<connection> through_;
  std::string inbox_;
};

}  // namespace sluice::nats
