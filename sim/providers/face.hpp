#pragma once
/// What the faces of the simulated channels have in common: a request comes in as text, an answer
/// goes out as text, together with how it travels. No HTTP library here: adapters/http carries it.

#include <string>

#include "base/instant.hpp"
#include "sim/providers/fates.hpp"

namespace sluice::sim {

struct face_answer {
  delivery how = delivery::plain;
  millis after{0};  ///< for delivery::slow
  int status = 200;
  std::string content_type{};
  std::string body{};
};

/// The page for people that a broken gateway shows instead of an answer.
[[nodiscard]] face_answer html_page();

}  // namespace sluice::sim
