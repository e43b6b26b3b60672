#include "actors/desk/command_ids.hpp"

#include "base/invariant.hpp"

namespace sluice {

std::string index_key(const command_name& c) { return c.merchant.value() + '/' + c.id.value(); }

bool command_ids::is_used_otherwise(const command_name& c, const fingerprint& body,
                                    instant now) const {
  const auto merchant = merchants_.find(c.merchant);
  if (merchant == merchants_.end()) return false;
  const auto known = merchant->second.uses.find(c.id);
  if (known == merchant->second.uses.end()) return false;
  const auto& u = known->second;
  return (u.under_way > 0 || now < u.until) && u.body != body;
}

void command_ids::begin(const command_name& c, const fingerprint& body) {
  auto& u = merchants_[c.merchant].uses[c.id];
  u.body = body;
  ++u.under_way;
}

void command_ids::end(const command_name& c, bool is_written, instant now) {
  auto& ours = merchants_[c.merchant];
  const auto known = ours.uses.find(c.id);
  SLUICE_INVARIANT(known != ours.uses.end() && known->second.under_way > 0);
  auto& u = known->second;
  --u.under_way;
  if (!is_written) {
    u.until = now + memory;
    ours.remembered.emplace_back(u.until, c.id);
  } else if (u.under_way == 0 && u.until <= now) {
    ours.uses.erase(known);
  }
  ours.forget_old(now);
}

void command_ids::end_of_nobody(const command_name& c) {
  const auto merchant = merchants_.find(c.merchant);
  SLUICE_INVARIANT(merchant != merchants_.end());
  auto& uses = merchant->second.uses;
  const auto known = uses.find(c.id);
  SLUICE_INVARIANT(known != uses.end() && known->second.under_way > 0);
  if (--known->second.under_way == 0 && known->second.until == instant{}) uses.erase(known);
  if (uses.empty()) merchants_.erase(merchant);
}

void command_ids::of_one_merchant::forget_old(instant now) {
  while (!remembered.empty() &&
         (remembered.front().first <= now || remembered.size() > most_remembered)) {
    const auto [until, id] = std::move(remembered.front());
    remembered.pop_front();
    const auto known = uses.find(id);
    if (known == uses.end() || known->second.until != until) continue;  // used again since
    known->second.until = {};
    if (known->second.under_way == 0) uses.erase(known);
  }
}

}  // namespace sluice
