#include "audit/recon.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace sluice {
namespace {

using reconciliation::bill_line;
using reconciliation::claim;
using reconciliation::difference;
using reconciliation::goes_back;
using reconciliation::number;
using reconciliation::standing;

/// What the bills before left, by number and direction.
class left_before {
 public:
  explicit left_before(const std::vector<claim>& all) {
    for (const auto& c : all) all_[{c.of, goes_back(c.what)}] = {c, nullptr, false};
  }

  /// The same claim with its standing.
  claim placed(claim c, reconciliation::day_number due) {
    if (c.day == due) c.stands = standing::due;
    const auto at = all_.find({c.of, goes_back(c.what)});
    if (at == all_.end()) return c;
    auto& [before, why, is_known] = at->second;
    is_known = true;
    why = c.unit == before.unit && c.amount == before.amount
              ? nullptr
              : "is of another amount in the log than in --carried";
    c.stands = before.stands;
    c.waits = before.waits;
    return c;
  }
  [[nodiscard]] std::vector<std::string> faults() const {
    std::vector<std::string> out;
    for (const auto& [key, one] : all_) {
      const auto* why = one.is_known ? one.why : "is in --carried, and the log has no such claim";
      if (why != nullptr) out.push_back("the " + name(one.before) + ' ' + why);
    }
    return out;
  }

 private:
  struct item {
    claim before{};
    const char* why = nullptr;
    bool is_known = false;
  };
  static std::string name(const claim& c) {
    return std::string(name_of(c.what)) + ' ' + c.of.text();
  }
  std::map<std::pair<number, bool>, item> all_;
};

template <class One, class From>
std::vector<One> part_of(recon_facts& all, std::size_t which, From from) {
  const auto facts = all.part(which);
  std::vector<One> out;
  out.reserve(facts.size());
  for (const auto& f : facts) out.push_back(from(f));
  return out;
}

std::uint64_t row_of_bill(const difference& d) {
  return d.there ? d.there->row : ~std::uint64_t{0};
}

/// Money of a later day, which the bill of that day need not have again.
bool is_early(const claim& c, reconciliation::day_number day) {
  return c.stands == standing::other_day && is_money(c.state) && c.day > day;
}

}  // namespace

std::uint64_t recon_found::differences() const noexcept {
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

std::uint64_t recon_found::waiting() const noexcept {
  return static_cast<std::uint64_t>(std::ranges::count(after, standing::carried, &claim::stands));
}

void match_facts(recon_facts& rows, recon_facts& claims, const recon_question& asked,
                 recon_found& into) {
  const auto note = [&](const difference& d) {
    ++into.counts[static_cast<std::size_t>(d.kind)];
    if (into.listed.size() < asked.most_listed) into.listed.push_back(d);
    if (!d.there || !d.here || !is_early(*d.here, asked.day)) return;
    into.after.push_back(*d.here);
    into.after.back().stands = standing::seen;
  };
  reconciliation::day_check check(
      asked.bill, {note, [&](const claim& c) { into.after.push_back(c); }});
  for (std::size_t i = 0; i < recon_facts::parts; ++i)
    check.take(part_of<bill_line>(rows, i, line_from), part_of<claim>(claims, i, claim_from));
  into.proven = check.proven();
  std::ranges::stable_sort(into.listed, {}, row_of_bill);
}

std::variant<recon_found, store::damage> check_bill(const store::event_log& log, recon_facts& rows,
                                                    const recon_question& asked) {
  recon_found out;
  left_before before(asked.before);
  recon_facts claims(asked.scratch);
  auto told = claims_of(log, [&](const channel_id& at, const claim& c) {
    if (at == asked.channel && !c.of.is_none())
      claims.add(c.of, fact_of(before.placed(c, asked.day)));
  });
  if (told.damage) return *std::move(told.damage);
  out.last = told.last;
  out.faults = before.faults();

  match_facts(rows, claims, asked, out);
  return out;
}

}  // namespace sluice
