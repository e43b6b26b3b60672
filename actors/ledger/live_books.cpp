#include "actors/ledger/live_books.hpp"

#include <algorithm>
#include <sstream>

namespace sluice {
namespace {

constexpr std::string_view sequence_word = "sequence", account_word = "account", nobody = "-";

std::optional<ledger::account_line> line_in(std::istream& in) {
  std::string unit, kind, owner;
  ledger::account_line l{};
  auto& b = l.stands;
  if (!(in >> unit >> kind >> owner >> l.where.day >> b.debit >> b.credit >> b.postings >>
        b.last_sequence))
    return std::nullopt;
  const auto known = currency_from_name(unit);
  const auto* const row = std::ranges::find(ledger::account_rows, kind, &ledger::account_row::word);
  if (!known || row == ledger::account_rows.end()) return std::nullopt;
  l.unit = *known;
  l.where.kind = row->which;
  if (owner != nobody) l.where.owner = owner;
  return l;
}

account_view::of_currency& part_of(account_view& v, currency unit) {
  const auto known = std::ranges::find(v.all, unit, &account_view::of_currency::unit);
  return known == v.all.end() ? v.all.emplace_back(account_view::of_currency{.unit = unit})
                              : *known;
}

void add(account_view& to, const ledger::account_line& l) {
  auto& part = part_of(to, l.unit);
  const auto net = l.stands.net(ledger::row_of(l.where.kind).is);
  switch (l.where.kind) {
    using enum ledger::account_kind;
    case pending:
      part.pending_minor += net;
      if (net != 0) part.lots.push_back({l.where.day, net});
      return;
    case available: part.available_minor += net; return;
    case refund_hold: part.refund_hold_minor += net; return;
    case payout_hold: part.payout_hold_minor += net; return;
    case fees_due: part.fees_due_minor += net; return;
    case clearing:
    case payout_clearing:
    case owed_to_payers:
    case fee_income:
    case channel_cost: return;  // nobody's, or a channel's
  }
}

}  // namespace

void live_books::post(const std::vector<ledger::journal>& made, std::uint64_t sequence) {
  const std::lock_guard held(lock_);
  for (const auto& j : made) now_.post(j);
  sequence_ = sequence;
}

bool live_books::settles(const merchant_id& merchant) const {
  const auto all = contracts_.now();
  const auto known = all->all().find({contract::side::merchant, merchant.value()});
  return known != all->all().end() && std::ranges::any_of(known->second, [](const auto& v) {
           return v.what.terms.owner == contract::account_owner::us;
         });
}

balance::standing live_books::standing_of(const merchant_id& merchant, currency unit) const {
  const std::lock_guard held(lock_);
  balance::standing out{.books_at = sequence_};
  now_.visit(unit, merchant.value(), [&](const ledger::account& where, const ledger::balance& b) {
    const auto net = b.net(ledger::row_of(where.kind).is);
    if (where.kind == ledger::account_kind::available) out.available = net;
    if (where.kind == ledger::account_kind::pending && net != 0)
      out.pending.push_back({where.day, net});
  });
  std::ranges::sort(out.pending, {}, &balance::lot::day);
  return out;
}

account_view live_books::of(const merchant_id& merchant) const {
  const std::lock_guard held(lock_);
  account_view out{.merchant = merchant, .sequence = sequence_};
  for (const auto& l : now_.lines())
    if (l.where.owner == merchant.value() &&
        ledger::row_of(l.where.kind).owner == ledger::owned_by::merchant)
      add(out, l);
  return out;
}

std::vector<ledger::account_line> live_books::lines() const {
  const std::lock_guard held(lock_);
  return now_.lines();
}

void live_books::write_to(std::string& text) const {
  const std::lock_guard held(lock_);
  std::ostringstream out;
  out << sequence_word << ' ' << sequence_ << ' ' << now_.journals() << '\n';
  for (const auto& l : now_.lines())
    out << account_word << ' ' << name_of(l.unit) << ' ' << ledger::row_of(l.where.kind).word << ' '
        << (l.where.owner.empty() ? nobody : std::string_view(l.where.owner)) << ' ' << l.where.day
        << ' ' << l.stands.debit << ' ' << l.stands.credit << ' ' << l.stands.postings << ' '
        << l.stands.last_sequence << '\n';
  text += out.str();
}

bool live_books::read(const std::string& text) {
  ledger::books all;
  std::uint64_t sequence = 0, journals = 0;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream in(line);
    std::string word;
    in >> word;
    if (word == sequence_word) {
      if (!(in >> sequence >> journals)) return false;
      continue;
    }
    const auto l = word == account_word ? line_in(in) : std::nullopt;
    if (!l) return false;
    all.put(*l);
  }
  all.count(journals);
  const std::lock_guard held(lock_);
  now_ = std::move(all);
  sequence_ = sequence;
  return true;
}

}  // namespace sluice
