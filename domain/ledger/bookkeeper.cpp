#include "domain/ledger/bookkeeper.hpp"

namespace sluice::ledger {

void bookkeeper::take(const contract::agreed& what, std::uint64_t sequence) {
  contracts_.take(what, sequence);
  if (what.with.side == contract::side::merchant) with_contract_.emplace(what.with.name);
}

const std::vector<journal>* bookkeeper::take(const order_id& id, const order::event& e,
                                             const moment& when) {
  made_.clear();
  if (!with_contract_.contains(id.merchant)) return &made_;
  const auto [place, is_new] = open_.try_emplace(id);
  auto& line = place->second;
  const bool begins = std::holds_alternative<order::order_accepted>(e);
  bool is_understood = !is_new || begins || read_again(id, line, when);
  made_.clear();
  is_understood = is_understood && line.take(e, when, contracts_, made_);
  if (!is_understood || line.is_at_rest()) open_.erase(place);
  return is_understood ? &made_ : nullptr;
}

bool bookkeeper::read_again(const order_id& id, order_money& into, const moment& until) {
  for (const auto& past : earlier_(id, until.sequence))
    if (!into.take(past.what, past.when, contracts_, made_)) return false;
  return true;
}

}  // namespace sluice::ledger
