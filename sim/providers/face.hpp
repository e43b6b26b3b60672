#pragma once
/// What the faces of the simulated channels have in common: a request comes in as text, an answer
/// goes out as text, together with how it travels. No HTTP library here: adapters/http carries it.

#include <string>
#include <utility>
#include <vector>

#include "base/instant.hpp"
#include "sim/providers/fates.hpp"

namespace sluice::sim {

/// A request as it came, for faces that look at more than path and body.
struct face_request {
  std::string method{};
  std::string target{};  ///< with the query, as it was sent
  std::string authorization{};  ///< that header; empty: none
  std::string host{};           ///< likewise
  std::string serial{};  ///< Wechatpay-Serial: the key that secrets are encrypted with
  std::string body{};
};

using face_headers = std::vector<std::pair<std::string, std::string>>;

struct face_answer {
  delivery how = delivery::plain;
  millis after{0};  ///< for delivery::slow
  int status = 200;
  std::string content_type{};
  std::string body{};
  face_headers headers{};  ///< beside the content type
};

/// What a channel posts to a merchant unasked.
struct face_notice {
  std::string content_type{};
  std::string body{};
  face_headers headers{};
};

/// The page for people that a broken gateway shows instead of an answer.
[[nodiscard]] face_answer html_page();

}  // namespace sluice::sim
