#include "adapters/channels/alipay/bill.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "adapters/channels/alipay/method.hpp"
#include "adapters/channels/alipay/proof.hpp"
#include "adapters/channels/alipay/reply.hpp"
#include "adapters/channels/strict_json.hpp"
#include "base/invariant.hpp"

namespace sluice::alipay {
namespace {

using json = nlohmann::json;

/// "https://host/path?query" in two. Nothing: it is no such address.
std::optional<bill_link> link_to(std::string_view url) {
  const bool is_plain = std::ranges::all_of(url, [](char c) { return c > ' ' && c < '\x7f'; });
  const auto host = url.find("://");
  if (!is_plain || (!url.starts_with("https://") && !url.starts_with("http://")))
    return std::nullopt;
  const auto target = url.find('/', host + 3);
  if (target == std::string_view::npos || target == host + 3) return std::nullopt;
  return bill_link{.base_url = std::string(url.substr(0, target)),
                   .request = {.method = "GET", .target = std::string(url.substr(target))}};
}

heard_bill proven_answer(const reply& said) {
  if (said.ok()) {
    if (said.says("sub_code")) return bill_not_told{std::string(name_of(misread::contradictory))};
    auto link = link_to(said.text("bill_download_url").as_received());
    if (!link) return bill_not_told{"no_link"};
    return *std::move(link);
  }
  // Not told apart: there is none, and there is none yet.
  const auto code = said.text("sub_code");
  if (code == "isp.bill_not_exist" || code == "BILL_NOT_EXIST") return no_bill{};
  return bill_refused{said.code().word()};
}

}  // namespace

std::string bill_content(bill_day day, bill_kind kind) {
  const auto* const type = kind == bill_kind::trades ? "trade" : "signcustomer";
  return json{{"bill_type", type}, {"bill_date", dashed_text_of(day)}}.dump();
}

heard_bill read_bill_answer(std::string_view body, const account& us, instant now) {
  const auto read = read_json(body);
  if (const auto* why = std::get_if<misread>(&read))
    return bill_not_told{std::string(name_of(*why))};
  const auto& document = std::get<json>(read);
  const auto node = answer_node(bill_method);
  if (!document.is_object() || !document.contains(node) || !document[node].is_object())
    return bill_not_told{"no_answer_node"};
  switch (proof_of(body, document, node, us, now)) {
    case proof::genuine: return proven_answer(reply(document[node]));
    case proof::unknown_key: return bill_not_told{"unknown_key"};
    case proof::no_signature:
    case proof::not_their_own: return bill_not_told{"not_proven"};
  }
  broken_invariant("every proof is weighed", __FILE__, __LINE__);
}

}  // namespace sluice::alipay
