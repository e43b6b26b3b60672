#include "domain/reconciliation/day_check.hpp"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <utility>

#include "base/invariant.hpp"
#include "domain/reconciliation/compare.hpp"

namespace sluice::reconciliation {
namespace {

constexpr std::uint32_t nobody = 0xFFFF'FFFF;

}  // namespace

/// What both sides have under one number, in one direction.
struct day_check::entry {
  number of{};
  bool is_back = false;
  bool is_contested = false;  ///< two rows say different things of it
  std::uint32_t line = nobody;  ///< the first one
  std::uint32_t claim = nobody;
};

/// Open addressing; whole numbers are compared.
class day_check::table {
 public:
  explicit table(std::size_t most) : places_(std::bit_ceil(2 * most + 1), nobody) {
    all_.reserve(most);
  }

  [[nodiscard]] entry& at(const number& n, bool is_back) {
    auto& place = places_[place_of(n, is_back)];
    if (place == nobody) {
      place = static_cast<std::uint32_t>(all_.size());
      all_.push_back({.of = n, .is_back = is_back});
    }
    return all_[place];
  }
  [[nodiscard]] const entry* find(const number& n, bool is_back) const {
    const auto place = places_[place_of(n, is_back)];
    return place == nobody ? nullptr : &all_[place];
  }
  [[nodiscard]] const std::vector<entry>& all() const noexcept { return all_; }

 private:
  [[nodiscard]] std::size_t place_of(const number& n, bool is_back) const noexcept {
    const auto mask = places_.size() - 1;
    for (auto i = (n.spread() + (is_back ? 1U : 0U)) & mask;; i = (i + 1) & mask) {
      const auto place = places_[i];
      if (place == nobody || (all_[place].of == n && all_[place].is_back == is_back)) return i;
    }
  }

  std::vector<std::uint32_t> places_;
  std::vector<entry> all_;
};

void day_check::take(std::span<const bill_line> lines, std::span<const claim> claims) {
  table all(lines.size() + claims.size());
  for (std::uint32_t i = 0; i < claims.size(); ++i)
    all.at(claims[i].of, goes_back(claims[i].what)).claim = i;
  for (const auto& l : lines) {
    proofs_.of(l.unit).rows.add(l);
    if (l.is_foreign) {
      say(difference_kind::foreign_account, &l, nullptr);
      continue;
    }
    if (l.of.is_none()) {
      judge_line(l, {}, nullptr);
      continue;
    }
    take_line(l, all.at(l.of, goes_back(l.what)), lines);
  }
  for (const auto& e : all.all()) judge(e, lines, claims, all);
}

/// One that comes again is told at once; the first one is judged when all have been seen.
void day_check::take_line(const bill_line& l, entry& e, std::span<const bill_line> lines) {
  if (e.line == nobody) {
    e.line = static_cast<std::uint32_t>(&l - lines.data());
    return;
  }
  const auto& first = lines[e.line];
  const bool is_same = says_the_same(l, first);
  if (!is_same) e.is_contested = true;
  say(is_same ? difference_kind::duplicate_row : difference_kind::repeated, &l, nullptr, &first);
}

void day_check::judge(const entry& e, std::span<const bill_line> lines,
                      std::span<const claim> claims, const table& all) {
  const auto* const here = e.claim == nobody ? nullptr : &claims[e.claim];
  if (here != nullptr) expect(*here, e.line != nobody);
  if (e.line != nobody) return judge_line(lines[e.line], e, here);
  if (here != nullptr) judge_claim(*here, all);
}

/// What the proof has to account for.
void day_check::expect(const claim& c, bool has_line) {
  auto& p = proofs_.of(c.unit);
  if (c.stands == standing::carried) {
    p.carried_in.add(c);
    if (!is_money(c.state)) p.left_by_evidence.add(c);
  }
  if (!is_money(c.state)) return;
  if (c.stands == standing::due) p.due.add(c);
  if (c.stands == standing::other_day && has_line) p.of_other_days.add(c);
}

void day_check::judge_line(const bill_line& l, const entry& e, const claim* here) {
  using enum difference_kind;
  if (here == nullptr) {
    if (e.is_contested) return say(repeated, &l, nullptr);
    return say(goes_back(l.what) ? refund_unknown_there : unknown_there, &l, nullptr);
  }
  if (here->stands == standing::seen) return say(seen_before, &l, here);
  if (e.is_contested) return say(repeated, &l, here);
  if (const auto kind = compare(l, *here, bill_.day)) {
    if (*kind == fee_rounding)
      proofs_.of(l.unit).fees_rounded += std::abs(l.fee.value_or(0) - here->fee.value_or(0));
    return say(*kind, &l, here);
  }
  proofs_.of(l.unit).matched.add(l);
  proofs_.of(here->unit).matched_here.add(*here);
}

/// The bill has nothing of it.
void day_check::judge_claim(const claim& c, const table& all) {
  using enum difference_kind;
  if (!is_expected(c)) return;
  if (c.state == claim_state::returned) {
    const auto* const other = all.find(c.of, !goes_back(c.what));
    if (other == nullptr || other->line == nobody)
      return say(missing_there_revoked_quickly, nullptr, &c);
  }
  const bool is_over = c.stands == standing::carried && c.waits <= 1;
  if (is_over) return say(goes_back(c.what) ? refund_missing_there : missing_there, nullptr, &c);
  auto next = c;
  next.waits = c.stands == standing::carried ? static_cast<std::uint8_t>(c.waits - 1) : bill_.waits;
  next.stands = standing::carried;
  proofs_.of(c.unit).carried_out.add(c);
  told_.carried(next);
}

void day_check::say(difference_kind kind, const bill_line* there, const claim* here,
                    const bill_line* before) {
  const auto counts = row_of(kind).counts;
  if (there != nullptr) {
    auto& p = proofs_.of(there->unit);
    switch (counts) {
      case place::matched: p.matched.add(*there); break;
      case place::differs: p.differing.add(*there); break;
      case place::duplicate: p.duplicates.add(*there); break;
      case place::foreign: p.foreign.add(*there); break;
      case place::version: broken_invariant("versions are in no proof", __FILE__, __LINE__);
    }
  }
  if (here != nullptr && is_money(here->state) && here->stands != standing::seen) {
    auto& p = proofs_.of(here->unit);
    (counts == place::matched ? p.matched_here : p.differing_here).add(*here);
  }
  difference d{.kind = kind, .of = there != nullptr ? there->of : here->of, .file = bill_.file};
  if (there != nullptr) d.there = *there;
  if (here != nullptr) d.here = *here;
  if (before != nullptr) d.before = *before;
  told_.difference(d);
}

void compare_versions(std::span<const bill_line> before, std::span<const bill_line> now,
                      const file_hash& file, const std::function<void(const difference&)>& tell) {
  const auto by_number = [](const bill_line* a, const bill_line* b) {
    return std::pair(a->of, goes_back(a->what)) < std::pair(b->of, goes_back(b->what));
  };
  const auto sorted = [&](std::span<const bill_line> lines) {
    std::vector<const bill_line*> all;
    for (const auto& l : lines) all.push_back(&l);
    std::ranges::stable_sort(all, by_number);
    return all;
  };
  const auto old = sorted(before), young = sorted(now);
  const auto find = [&](const std::vector<const bill_line*>& in, const bill_line* like) {
    const auto [from, to] = std::ranges::equal_range(in, like, by_number);
    return std::ranges::subrange(from, to);
  };
  for (const auto* l : old)
    if (std::ranges::empty(find(young, l)))
      tell({.kind = difference_kind::row_gone, .of = l->of, .file = file, .before = *l});
  for (const auto* l : young) {
    const auto same = find(old, l);
    if (std::ranges::empty(same))
      tell({.kind = difference_kind::row_new, .of = l->of, .file = file, .there = *l});
    else if (std::ranges::none_of(same, [&](const auto* o) { return says_the_same(*o, *l); }))
      tell({.kind = difference_kind::row_changed,
            .of = l->of,
            .file = file,
            .there = *l,
            .before = **same.begin()});
  }
}

}  // namespace sluice::reconciliation
