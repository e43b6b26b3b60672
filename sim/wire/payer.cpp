#include "sim/wire/payer.hpp"

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "base/invariant.hpp"
#include "sim/providers/wire_text.hpp"
#include "sim/wire/accounts.hpp"

namespace sluice::sim {
namespace {

/// Without host: it is the channel's own.
std::string target_in(const std::string& address) {
  SLUICE_INVARIANT(address.starts_with(pages_there));
  return address.substr(pages_there.size());
}

http_request posted(const std::string& content) {
  const auto form_to_post = nlohmann::json::parse(content);
  form fields;
  for (const auto& [name, value] : form_to_post.at("fields").items())
    fields.emplace(name, value.get<std::string>());
  return {.method = "POST",
          .target = target_in(form_to_post.at("url").get<std::string>()),
          .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
          .body = write_form(fields)};
}

}  // namespace

channel_call with_payer(channel_call call, std::string_view dialect) {
  if (!is_payment(call.what)) return call;
  auto somebody = call.payer ? *call.payer : payer_details{};
  if (somebody.payer_id.empty()) somebody.payer_id = "oUpF8uMuAJO";
  if (somebody.ip_address.empty()) somebody.ip_address = "203.0.113.7";
  if (somebody.return_url.empty()) somebody.return_url = "https://shop.example/thanks";
  // At Alipay it would be an agreement's, and nobody has signed one.
  const bool by_card = call.type == business_type::quick_pay && dialect != "alipay";
  if (by_card && somebody.token.empty())
    somebody.token = secret(std::string("6235240000020757577"));
  call.payer = std::make_shared<const payer_details>(std::move(somebody));
  return call;
}

std::optional<http_request> opened(const payer_action& action) {
  const auto& content = action.content.shown();
  switch (action.kind) {
    case payer_action_kind::open_page:
      return http_request{.method = "GET", .target = target_in(content)};
    case payer_action_kind::post_form: return posted(content);
    case payer_action_kind::call_app:
      return http_request{.method = "POST", .target = "/gateway.do", .body = content};
    case payer_action_kind::show_code:
    case payer_action_kind::enter_code:
    case payer_action_kind::pay_order: return std::nullopt;
  }
  broken_invariant("every action is opened somehow", __FILE__, __LINE__);
}

}  // namespace sluice::sim
