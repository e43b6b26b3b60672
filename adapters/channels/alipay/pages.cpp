#include "adapters/channels/alipay/pages.hpp"

#include <algorithm>

#include "adapters/channels/beijing_time.hpp"
#include "base/invariant.hpp"

namespace sluice::alipay {
namespace {

bool is_page(business_type type) noexcept {
  return type == business_type::ebank || type == business_type::top_up;
}

}  // namespace

bool is_for_payer(business_type type) noexcept {
  switch (type) {
    case business_type::native_qr:
    case business_type::app:
    case business_type::h5:
    case business_type::top_up:
    case business_type::ebank: return true;
    case business_type::payment_code:
    case business_type::quick_pay:
    case business_type::payout:
    case business_type::jsapi:
    case business_type::preauthorization:
    case business_type::enterprise_ebank: return false;
  }
  broken_invariant("every business type is for the payer or not", __FILE__, __LINE__);
}

bool is_page_dead(const channel_call& call, instant now) noexcept {
  return now > call.begun + page_surely_dead_after;
}

order::revoke_report close_of_nothing(order::revoke_report report, const channel_call& call,
                                      instant now) {
  const bool is_dead = is_page_dead(call, now);
  report.found = is_dead ? order::revoke_finding::done : order::revoke_finding::again;
  if (is_dead) report.money_returned = order::returned::no;
  return report;
}

void add_page(nlohmann::json& content, const channel_call& call) {
  const auto ends = call.begun + page_lives;
  content["time_expire"] = beijing_time(std::min(call.not_after.value_or(ends), ends));
  if (is_page(call.type)) content["product_code"] = "FAST_INSTANT_TRADE_PAY";
  if (call.type == business_type::app) content["product_code"] = "QUICK_MSECURITY_PAY";
  if (call.type != business_type::h5) return;
  content["product_code"] = "QUICK_WAP_WAY";
  // Where the payer goes who gives up.
  if (call.payer != nullptr && !call.payer->return_url.empty())
    content["quit_url"] = call.payer->return_url;
}

std::optional<payer_action> sent_by_payer(business_type type, const std::string& pages_url,
                                          const std::string& query) {
  if (type == business_type::app) return payer_action{payer_action_kind::call_app, query};
  if (type == business_type::h5 || is_page(type)) return page_of(pages_url, query);
  return std::nullopt;
}

payer_action page_of(const std::string& pages_url, const std::string& query) {
  return {payer_action_kind::open_page, pages_url + "/gateway.do?" + query};
}

std::optional<payer_action> shown_code(foreign_text qr_code) {
  constexpr std::size_t longest = 1024;
  const auto text = qr_code.as_received();
  const bool is_text = std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
  if (text.empty() || text.size() > longest || !is_text) return std::nullopt;
  return payer_action{payer_action_kind::show_code, std::string(text)};
}

}  // namespace sluice::alipay
