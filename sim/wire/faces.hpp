#pragma once
/// The faces of the simulated channels behind one door: an HTTP request comes in, an answer goes
/// out. What differs between them ends here, by the name of the dialect that is spoken to them.

#include <memory>
#include <optional>
#include <string_view>

#include "adapters/http/message.hpp"
#include "sim/providers/provider.hpp"

namespace sluice::sim {

class any_face {
 public:
  virtual ~any_face() = default;
  [[nodiscard]] virtual http_response answer(const http_request& request, instant now) = 0;
  /// What it posts to the merchant. Nothing: this channel does not tell of what n claims.
  [[nodiscard]] virtual std::optional<http_request> tells(const notice& n, instant now) = 0;
};

/// `behind` outlives it. `exchanges_keys`: WeChat Pay V3 and Alipay, every so often; zero: never.
/// Precondition: there is a dialect of this name.
[[nodiscard]] std::unique_ptr<any_face> face_for(std::string_view dialect_name, provider& behind,
                                                 millis exchanges_keys = millis{0});

}  // namespace sluice::sim
