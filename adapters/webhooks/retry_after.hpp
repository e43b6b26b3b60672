#pragma once
/// "Come again later", as HTTP says it: RFC 9110, section 10.2.3.

#include <optional>
#include <string>

#include "base/instant.hpp"

namespace sluice::webhooks {

/// `written`: seconds, "120", or a date, "Fri, 31 Dec 1999 23:59:59 GMT"; one that is over means at
/// once. Nothing: it is neither. What is too long is the rules' to cut (domain/webhook/).
[[nodiscard]] std::optional<millis> retry_after_of(const std::string& written, instant now);

}  // namespace sluice::webhooks
