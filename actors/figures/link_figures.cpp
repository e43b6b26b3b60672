#include "actors/figures/link_figures.hpp"

#include "domain/figures/sampling.hpp"

namespace sluice {
namespace {

instant begin_of(std::int64_t minute) { return instant{figures::one_minute * minute}; }

void put_time(duration_reading& sum, millis took, std::uint32_t weight) {
  figures::call_counts one;
  one.count(figures::call_result::answered, took, weight);
  for (std::size_t i = 0; i < one.took.size(); ++i) sum.buckets[i] += one.took[i];
  sum.sum += std::chrono::milliseconds(one.took_ms);
}

}  // namespace

link_figures::link_figures(const std::vector<figures::link>& known, instant began) : began_(began) {
  for (const auto& l : known) known_.try_emplace(l, std::make_unique<one>());
}

link_figures::one& link_figures::link_of(const figures::link& of) {
  if (const auto known = known_.find(of); known != known_.end()) return *known->second;
  const std::lock_guard held(lock_);
  auto& found = others_[of];
  if (found == nullptr) found = std::make_unique<one>();
  return *found;
}

const link_figures::one* link_figures::find(const figures::link& of) const {
  if (const auto known = known_.find(of); known != known_.end()) return known->second.get();
  const std::lock_guard held(lock_);
  const auto other = others_.find(of);
  return other == others_.end() ? nullptr : other->second.get();
}

template <class Do>
void link_figures::each(const Do& what) const {
  for (const auto& [of, l] : known_) what(of, *l);
  const std::lock_guard held(lock_);
  for (const auto& [of, l] : others_) what(of, *l);
}

void link_figures::count(const figures::link& of, figures::call_result how, millis took,
                         instant now) {
  const auto weight = figures::one_in(memory(), false);
  if (weight == 0) return;
  auto& l = link_of(of);
  const std::lock_guard held(l.lock);
  if (++l.passed < weight) return;
  l.passed = 0;
  l.calls.count(now, [&](figures::call_counts& into) { into.count(how, took, weight); });
  l.all.calls.results[static_cast<std::size_t>(how)] += weight;
  put_time(l.all.calls.took, took, weight);
  heard_.fetch_add(1, std::memory_order_relaxed);
}

void link_figures::probed(const channel_id& channel, const probe& p) {
  constexpr millis news_lasts{60'000};
  const std::lock_guard held(lock_);
  auto& known = probes_[channel];
  if (p.doubt_since >= known.doubt_since || p.at - known.at >= news_lasts) known = p;
}

std::map<channel_id, link_figures::probe> link_figures::probes() const {
  const std::lock_guard held(lock_);
  return probes_;
}

/// Seconds from before this process are not known whole: a follower that catches up would show
/// some of them.
void link_figures::add(const std::vector<paid_order>& paid) {
  for (const auto& p : paid) {
    auto& l = link_of(p.where);
    const std::lock_guard held(l.lock);
    const auto counts = [&](figures::paid_counts& into) { into.count(p.amount); };
    if (p.at < began_)
      l.paid.count_minute(p.at, counts);
    else
      l.paid.count(p.at, counts);
    counts(l.all.paid);
  }
}

void link_figures::show(const figures::refund_book& refunds) {
  const std::lock_guard held(lock_);
  refunds_ = refunds.channels();
}

void link_figures::take_up(const std::map<figures::link, kept>& from) {
  for (const auto& [of, k] : from) {
    auto& l = link_of(of);
    const std::lock_guard held(l.lock);
    for (const auto& s : k.calls)
      l.calls.count_minute(
          begin_of(s.number), [&](figures::call_counts& into) { into += s.counted; });
    for (const auto& s : k.paid)
      l.paid.count_minute(
          begin_of(s.number), [&](figures::paid_counts& into) { into += s.counted; });
    l.all.paid += k.paid_in_all;
  }
}

std::vector<figures::link> link_figures::links() const {
  std::vector<figures::link> out;
  each([&](const figures::link& of, const one&) { out.push_back(of); });
  return out;
}

link_figures::rows link_figures::look(const figures::link& of, const figures::window& when) const {
  const auto* l = find(of);
  if (l == nullptr)
    return {
        std::vector<figures::call_counts>(when.rows), std::vector<figures::paid_counts>(when.rows)};
  const std::lock_guard held(l->lock);
  return {rows_of(l->calls, when), rows_of(l->paid, when)};
}

std::map<figures::link, link_figures::totals> link_figures::in_all() const {
  std::map<figures::link, totals> out;
  each([&](const figures::link& of, const one& l) {
    const std::lock_guard held(l.lock);
    out.emplace(of, l.all);
  });
  return out;
}

std::map<figures::link, link_figures::kept> link_figures::keep() const {
  std::map<figures::link, kept> out;
  each([&](const figures::link& of, const one& l) {
    const std::lock_guard held(l.lock);
    out.emplace(of, kept{l.calls.minutes().slots(), l.paid.minutes().slots(), l.all.paid});
  });
  return out;
}

std::map<channel_id, figures::refund_book::of_channel> link_figures::refunds() const {
  const std::lock_guard held(lock_);
  return refunds_;
}

}  // namespace sluice
