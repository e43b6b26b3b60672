#include "app/demo/payer.hpp"

#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/channels/form.hpp"

namespace sluice::demo {
namespace {

/// "http://host:1/a?b" in "http://host:1" and "/a?b".
std::optional<http_call> call_of(const std::string& url) {
  constexpr std::string_view after_scheme = "://";
  const auto scheme = url.find(after_scheme);
  if (scheme == std::string::npos) return std::nullopt;
  const auto path = url.find('/', scheme + after_scheme.size());
  if (path == std::string::npos) return std::nullopt;
  return http_call{.base_url = url.substr(0, path), .request = {.target = url.substr(path)}};
}

std::optional<http_call> opened_page(const std::string& url) {
  auto call = call_of(url);
  if (call) call->request.method = "GET";
  return call;
}

std::optional<http_call> posted_form(const std::string& content) {
  const auto form = nlohmann::json::parse(content, nullptr, false);
  if (!form.is_object()) return std::nullopt;
  auto call = call_of(form.value("url", ""));
  if (!call) return std::nullopt;
  std::vector<std::pair<std::string, std::string>> texts;
  for (const auto& [name, value] : form.at("fields").items())
    texts.emplace_back(name, value.get<std::string>());
  call->request.headers.add("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
  call->request.body = form_encode({texts.begin(), texts.end()});
  return call;
}

}  // namespace

void payer::act_on(const std::string& payer_action, const std::string& content) {
  std::optional<http_call> call;
  if (payer_action == "open_page") call = opened_page(content);
  if (payer_action == "post_form") call = posted_form(content);
  if (call) browser_.start(*std::move(call), [](http_result) {});
}

}  // namespace sluice::demo
