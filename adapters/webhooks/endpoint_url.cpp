#include "adapters/webhooks/endpoint_url.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <memory>
#include <string_view>

#include "adapters/http/public_address.hpp"

namespace sluice::webhooks {
namespace {

constexpr std::size_t longest = 2048;
constexpr const char* good_one = "https:// and a host, such as \"https://shop.example/sluice\"";

struct free_url {
  void operator()(CURLU* u) const noexcept { curl_url_cleanup(u); }
  void operator()(char* text) const noexcept { curl_free(text); }
};
using url_handle = std::unique_ptr<CURLU, free_url>;

/// As the one who will call it understands it: the same library. Empty: there is none.
std::string part_of(CURLU* url, CURLUPart which) {
  char* text = nullptr;
  if (curl_url_get(url, which, &text, 0) != CURLUE_OK) return {};
  const std::unique_ptr<char, free_url> owned(text);
  return text;
}

bool is_visible(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7f'; });
}

/// libcurl overlooks a slash too few, and one too many.
bool has_two_slashes(std::string_view url) {
  const auto rest = url.substr(std::min(url.find(':'), url.size()));
  return rest.starts_with("://") && !rest.starts_with(":///");
}

/// RFC 6761: names that never leave the machine.
bool is_this_machine(std::string host) {
  std::ranges::transform(host, host.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  if (host.ends_with('.')) host.pop_back();
  return host == "localhost" || host.ends_with(".localhost");
}

bool is_private(const std::string& host) {
  return is_this_machine(host) || !is_public_literal(host).value_or(true);
}

}  // namespace

std::optional<url_fault> fault_of_url(const std::string& url, bool allow_private) {
  const url_handle read(curl_url());
  const bool is_one =
      read != nullptr && url.size() <= longest && is_visible(url) && has_two_slashes(url) &&
      curl_url_set(read.get(), CURLUPART_URL, url.c_str(), 0) == CURLUE_OK;
  const auto scheme = is_one ? part_of(read.get(), CURLUPART_SCHEME) : "";
  if (scheme != "http" && scheme != "https")
    return url_fault{"is no address of an endpoint", good_one};
  if (!part_of(read.get(), CURLUPART_USER).empty() ||
      !part_of(read.get(), CURLUPART_PASSWORD).empty() ||
      url.substr(0, url.find_first_of("/?#", url.find("://") + 3)).find('@') != std::string::npos)
    return url_fault{
        "holds a user's name or password", "an address without one: the signature tells who sends"};
  if (url.find('#') != std::string::npos)
    return url_fault{"holds a fragment, which is never sent", "an address without '#'"};
  if (allow_private) return std::nullopt;
  if (scheme == "http")
    return url_fault{"is not encrypted: whoever is in between reads and answers it", good_one};
  if (is_private(part_of(read.get(), CURLUPART_HOST)))
    return url_fault{"leads to an address that is not public",
                     "a host on the internet; for tests alone, [webhooks] "
                     "allow_private_addresses = true"};
  return std::nullopt;
}

}  // namespace sluice::webhooks
