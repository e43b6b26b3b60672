#include "adapters/channels/alipay/balance.hpp"

#include <nlohmann/json.hpp>

#include "adapters/channels/alipay/method.hpp"
#include "adapters/channels/alipay/proof.hpp"
#include "adapters/channels/alipay/reply.hpp"
#include "adapters/channels/decimal_amount.hpp"
#include "adapters/channels/strict_json.hpp"
#include "base/invariant.hpp"

namespace sluice::alipay {
namespace {

using json = nlohmann::json;

std::optional<money> yuan_in(const reply& said, const char* name) {
  return money_from_decimal(said.text(name).as_received(), currency::cny);
}

heard_balance proven_balance(const reply& said) {
  if (!said.ok()) return balance_refused{said.code().word()};
  if (said.says("sub_code")) return balance_not_told{std::string(name_of(misread::contradictory))};
  const auto available = yuan_in(said, "available_amount");
  account_balance out{
      .frozen = yuan_in(said, "freeze_amount"), .total = yuan_in(said, "total_amount")};
  const bool is_odd =
      (!out.frozen && said.says("freeze_amount")) || (!out.total && said.says("total_amount"));
  if (!available || is_odd) return balance_not_told{"amount_unreadable"};
  out.available = *available;
  return out;
}

}  // namespace

heard_balance read_balance(std::string_view body, const account& us, instant now) {
  const auto read = read_json(body);
  if (const auto* why = std::get_if<misread>(&read))
    return balance_not_told{std::string(name_of(*why))};
  const auto& document = std::get<json>(read);
  const auto node = answer_node(balance_method);
  if (!document.is_object() || !document.contains(node) || !document[node].is_object())
    return balance_not_told{"no_answer_node"};
  switch (proof_of(body, document, node, us, now)) {
    case proof::genuine: return proven_balance(reply(document[node]));
    case proof::unknown_key: return balance_not_told{"unknown_key"};
    case proof::no_signature:
    case proof::not_their_own: return balance_not_told{"not_proven"};
  }
  broken_invariant("every proof is weighed", __FILE__, __LINE__);
}

}  // namespace sluice::alipay
