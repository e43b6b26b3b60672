#include "domain/ledger/bookkeeper.hpp"

#include "domain/ledger/balance_money.hpp"

namespace sluice::ledger {

void bookkeeper::take(const contract::agreed& what, std::uint64_t sequence) {
  contracts_.take(what, sequence);
  if (what.with.side == contract::side::merchant) with_contract_.emplace(what.with.name);
}

const std::vector<journal>& bookkeeper::take(const merchant_id& whose,
                                             const sluice::balance::event& e, const moment& when) {
  made_.clear();
  if (auto j = journal_of(whose, e, when)) made_.push_back(*std::move(j));
  return made_;
}

const std::vector<journal>* bookkeeper::take(const order_id& id, const order::event& e,
                                             const moment& when) {
  made_.clear();
  if (!with_contract_.contains(id.merchant)) return &made_;
  // Out of the map meanwhile: a line that did not take an event as a whole is read again.
  auto known = open_.extract(id);
  order_money line = known ? std::move(known.mapped()) : order_money{};
  const bool begins = std::holds_alternative<order::order_accepted>(e);
  if (!known && !begins && !read_again(id, line, when)) return nullptr;
  made_.clear();
  if (!line.take(e, when, contracts_, made_)) return nullptr;
  if (!line.is_at_rest()) open_.insert_or_assign(id, std::move(line));
  return &made_;
}

bool bookkeeper::read_again(const order_id& id, order_money& into, const moment& until) {
  const auto past = earlier_(id, until.sequence);
  if (!past) return false;
  for (const auto& one : *past)
    if (!into.take(one.what, one.when, contracts_, made_)) return false;
  return true;
}

}  // namespace sluice::ledger
