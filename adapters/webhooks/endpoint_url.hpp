#pragma once
/// Where an endpoint may be. What a name resolves to is looked at when it is connected to
/// (http_call::public_addresses_only); what can be said of the text alone is said here, where its
/// author reads it.

#include <optional>
#include <string>

namespace sluice::webhooks {

/// Why it is none, and what would be. Never quotes the URL: it may hold somebody's secret.
struct url_fault {
  std::string what;
  std::string allowed;
};

/// `allow_private`: also http://, and addresses that are not public.
[[nodiscard]] std::optional<url_fault> fault_of_url(const std::string& url, bool allow_private);

}  // namespace sluice::webhooks
