#include "domain/reconciliation/decide.hpp"

#include <algorithm>

#include "base/overloaded.hpp"
#include "domain/reconciliation/compare.hpp"
#include "domain/reconciliation/day_check.hpp"

namespace sluice::reconciliation {
namespace {

using decision = std::variant<std::vector<event>, rejection>;

rejection no_part(std::string message) {
  return {rejection_code::bill_part_invalid, "part", std::move(message)};
}

std::string name_of_version(const bill_checked& b) {
  return "version " + std::to_string(b.version) + " of the bill of " + ledger::text_of(b.day);
}

bool has_same_row(const difference& a, const difference& b) noexcept {
  if (a.there && b.there) return says_the_same(*a.there, *b.there);
  return !a.there && !b.there;
}

std::int64_t fees_rounded(const bill_checked& b, const difference& d) noexcept {
  const auto at =
      d.there ? std::ranges::find(b.sums, d.there->unit, &bill_sum::unit) : b.sums.end();
  return at == b.sums.end() ? 0 : at->fees_rounded;
}

/// Of the sentences in the table of kinds the one that says what resolves it.
std::string itself_says(const bill_checked& b, difference_kind k) {
  return name_of_version(b) + ": " + std::string(row_of(k).then);
}

/// What one part of a bill leads to.
class report {
 public:
  report(const state& before, const report_bill& brought, const channel_id& at)
      : now_(before), brought_(brought), channel_(at) {}

  decision take() {
    if (auto no = fault()) return *std::move(no);
    const auto* const known = find_bill(now_, brought_.day, brought_.file);
    if (known != nullptr && !is_begun_anew(*known)) {
      if (!known->missing.contains(brought_.part)) return std::vector<event>{};
      said_ = known->said;
    } else {
      said_ = next_version();
      add(said_);
    }
    bill_part_taken part{said_.day, said_.version, brought_.part, brought_.rows};
    for (const auto& d : brought_.found)
      if (d.what.there) part.rows.push_back(*d.what.there);
    const auto rows = all_rows(part.rows);
    const bool is_last = now_.bills.at(said_.day).back().missing.size() == 1;
    add(std::move(part));
    for (const auto& d : brought_.found) find(d);
    if (is_last && said_.version > 1) compare_with_before(rows);
    return std::move(events_);
  }

 private:
  [[nodiscard]] std::optional<rejection> fault() const {
    if (brought_.parts < 1 || brought_.parts > most_parts || brought_.part < 1 ||
        brought_.part > brought_.parts)
      return no_part("a bill comes in 1 to " + std::to_string(most_parts) +
                     " parts, and this one is none of them");
    for (const auto& [d, order] : brought_.found)
      if (!d.there && !d.here && !d.before)
        return rejection{
            rejection_code::difference_invalid, "differences",
            std::string(name_of(d.kind)) + " says neither what the bill has nor what the log has"};
    return std::nullopt;
  }
  /// It never came whole, and what is brought now was found by another comparison.
  [[nodiscard]] bool is_begun_anew(const bill& b) const {
    const auto& was = b.said;
    const bool is_same = was.parts == brought_.parts && was.is_proven == brought_.is_proven &&
                         was.sums == brought_.sums;
    return !is_same && !b.missing.empty() && &now_.bills.at(brought_.day).back() == &b;
  }
  [[nodiscard]] bill_checked next_version() const {
    const auto at = now_.bills.find(brought_.day);
    const auto had = at == now_.bills.end() ? 0 : at->second.size();
    return {.day = brought_.day,
            .version = static_cast<std::uint32_t>(had + 1),
            .file = brought_.file,
            .sums = brought_.sums,
            .is_proven = brought_.is_proven,
            .parts = brought_.parts,
            .who = brought_.who};
  }

  void add(event e) {
    apply(now_, e, {});
    events_.push_back(std::move(e));
  }
  void reopen(const difference_id& id, reopened_by why) {
    add(difference_reopened{id, said_.day, said_.version, why});
  }

  void find(const brought_difference& b) {
    auto id = id_of(channel_, b.what);
    const auto known = now_.differences.find(id);
    const bool is_new = known == now_.differences.end();
    if (!is_new) {
      const auto& d = known->second;
      const bool is_same = has_same_row(d.found.what, b.what);
      const bool was_corrected = d.resolved && d.resolved->how == choice::corrected;
      if (is_same && !was_corrected) return;
      if (!d.is_open()) reopen(id, is_same ? reopened_by::found_again : reopened_by::row_changed);
      if (is_same) return;
    }
    difference_found e{id, said_.day, said_.version, b.what, b.order};
    e.what.file = said_.file;
    add(std::move(e));
    if (is_new) end_by_itself(id, b.what);
  }
  void end_by_itself(const difference_id& id, const difference& d) {
    const auto may = may_now(d.kind, said_.is_proven, fees_rounded(said_, d));
    if (ending_of(d.kind).by != ended_by::itself || may != resolution::allowed) return;
    add(difference_resolved{
        id, choices_of(d.kind).front(), std::nullopt, itself_says(said_, d.kind)});
  }

  [[nodiscard]] std::vector<bill_line> all_rows(const std::vector<bill_line>& of_part) const {
    auto out = now_.bills.at(said_.day).back().rows;
    out.insert(out.end(), of_part.begin(), of_part.end());
    return out;
  }
  /// All has come: what the versions before had, and this one has not or has otherwise.
  void compare_with_before(const std::vector<bill_line>& rows) {
    std::vector<bill_line> before;
    std::multimap<std::pair<number, bool>, difference_id> known;
    for (const auto& [id, d] : now_.differences) {
      if (d.found.day != said_.day || d.found.what.of.is_none()) continue;
      known.emplace(std::pair(d.found.what.of, goes_back(d.found.what)), id);
      if (d.found.what.there) before.push_back(*d.found.what.there);
    }
    compare_versions(before, rows, said_.file, [&](const difference& row) {
      const auto [from, to] = known.equal_range({row.of, goes_back(row)});
      for (auto at = from; at != to; ++at) corrects(at->second, row);
    });
  }
  void corrects(const difference_id& id, const difference& row) {
    const auto& d = now_.differences.at(id);
    const bool is_new = row.kind == difference_kind::row_new;
    const bool has_row = d.found.what.there.has_value();
    if (has_row == is_new || has_row_of(d, row)) return;
    if (!d.resolved) return ends(id, row.kind);
    if (d.resolved->how == choice::corrected || is_new) return;
    const bool is_gone = row.kind == difference_kind::row_gone;
    reopen(id, is_gone ? reopened_by::row_gone : reopened_by::row_changed);
  }
  /// Of two rows of one number only the one that is another now.
  [[nodiscard]] static bool has_row_of(const known_difference& d, const difference& row) {
    return d.found.what.there && row.there && says_the_same(*d.found.what.there, *row.there);
  }
  /// What a corrected bill has no more is nothing to work on, if the bill may be believed.
  void ends(const difference_id& id, difference_kind by) {
    if (!said_.is_proven || now_.differences.at(id).reopened) return;
    const auto* const how = by == difference_kind::row_gone  ? " does not have its row"
                            : by == difference_kind::row_new ? " has a row of it"
                                                             : " has another row of it";
    add(difference_resolved{id, choice::corrected, std::nullopt, name_of_version(said_) + how});
  }

  state now_;
  const report_bill& brought_;
  const channel_id& channel_;
  bill_checked said_{};
  std::vector<event> events_;
};

decision decide_resolve(const state& s, const resolve_difference& c) {
  const auto known = s.differences.find(c.id);
  if (known == s.differences.end())
    return rejection{rejection_code::difference_unknown, "difference",
                     "no difference is called so; difference.list tells those there are"};
  const auto& d = known->second;
  if (d.resolved)
    return rejection{rejection_code::difference_resolved, "difference",
                     "it is resolved already: " + std::string(name_of(d.resolved->how)) +
                         (d.resolved->who ? ", by " + d.resolved->who->operator_name : "")};
  const auto kind = d.found.what.kind;
  if (std::ranges::find(choices_of(kind), c.how) == choices_of(kind).end())
    return rejection{rejection_code::resolution_not_allowed, "resolution",
                     "of " + std::string(name_of(kind)) + " it cannot be said that it is " +
                         std::string(name_of(c.how)) + "; allowed are " + text_of_choices(kind)};
  if (c.who.operator_name.empty() || c.who.reason.empty())
    return rejection{rejection_code::reason_missing, "reason",
                     "who resolves a difference says why, or on what evidence"};
  return std::vector<event>{difference_resolved{c.id, c.how, c.who, {}}};
}

std::string said_by(const known_difference& d, const weigh::evidence& e) {
  auto out = "order " + to_string(*d.found.order) + ", event " + std::to_string(e.sequence) + ": ";
  if (!e.says) return out + "it has nothing of this number";
  return out + std::string(name_of(e.says->what)) + " of " +
         to_string(money{e.says->amount, e.says->unit}) + ' ' + std::string(name_of(e.says->state));
}

decision decide_weigh(const state& s, const weigh& c) {
  std::vector<event> out;
  for (const auto& e : c.all) {
    const auto known = s.differences.find(e.id);
    if (known == s.differences.end() || !waits_for_order(s, known->second)) continue;
    const auto& d = known->second;
    if (agrees(d.found.what, e.says))
      out.emplace_back(
          difference_resolved{e.id, choice::order_agrees, std::nullopt, said_by(d, e)});
  }
  return out;
}

}  // namespace

const bill* find_bill(const state& s, day_number day, const file_hash& file) noexcept {
  const auto of_day = s.bills.find(day);
  if (of_day == s.bills.end()) return nullptr;
  const bill* out = nullptr;
  for (const auto& b : of_day->second)
    if (b.said.file == file) out = &b;
  return out;
}

const bill& bill_of(const state& s, const difference_found& d) {
  return s.bills.at(d.day).at(d.version - 1);
}

bool waits_for_order(const state& s, const known_difference& d) {
  return d.is_open() && d.found.order && ending_of(d.found.what.kind).by == ended_by::order &&
         bill_of(s, d.found).said.is_proven;
}

bool agrees(const difference& d, const std::optional<claim>& order_says) noexcept {
  const bool has_money = order_says && is_money(order_says->state);
  if (!d.there) return order_says && !has_money && order_says->state != claim_state::in_doubt;
  return has_money && order_says->unit == d.there->unit && order_says->amount == d.there->amount;
}

decision decide(const state& s, const command& c, const surroundings& around) {
  return std::visit(
      overloaded{
          [&](const report_bill& r) { return report(s, r, around.channel).take(); },
          [&](const resolve_difference& r) { return decide_resolve(s, r); },
          [&](const weigh& w) { return decide_weigh(s, w); },
      },
      c);
}

}  // namespace sluice::reconciliation
