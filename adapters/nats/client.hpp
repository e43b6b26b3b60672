#pragma once
/// Asking over NATS: what `sluice req`, demo and tests use.

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
  /// The service answered with an error (Nats-Service-Error).
  [[nodiscard]] bool is_error() const { return with.contains("Nats-Service-Error"); }
};

enum class request_failure : std::uint8_t {
  no_responders,  ///< the server is there, the service is not
  timeout,
  disconnected,
};

/// A sentence for people.
[[nodiscard]] std::string_view explained(request_failure f) noexcept;

class client {
 public:
  explicit client(std::shared_ptr<connection> through) : through_(std::move(through)) {}

  /// Waits for the answer. Any thread.
  [[nodiscard]] std::variant<response, request_failure> ask(
      const std::string& subject, std::string_view body, const headers& with, millis limit);
  /// False: not taken.
  [[nodiscard]] bool publish(const std::string& subject, std::string_view body,
                             const headers& with);

 private:
  std::shared_ptr<connection> through_;
};

}  // namespace sluice::nats
