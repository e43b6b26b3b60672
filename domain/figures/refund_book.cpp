#include "domain/figures/refund_book.hpp"

#include <algorithm>
#include <sstream>

#include "base/invariant.hpp"

namespace sluice::figures {
namespace {

constexpr std::string_view open_word = "refund", sum_word = "refunds", day_word = "refund_day";

void write(std::ostream& out, const refund_counts& c) {
  out << ' ' << c.requested;
  for (const auto n : c.ended) out << ' ' << n;
  out << '\n';
}

bool read_counts(std::istream& in, refund_counts& into) {
  in >> into.requested;
  for (auto& n : into.ended) in >> n;
  return static_cast<bool>(in);
}

}  // namespace

std::string_view name_of(refund_end e) noexcept {
  switch (e) {
    case refund_end::same_day: return "same_day";
    case refund_end::next_day: return "next_day";
    case refund_end::seven_days: return "seven_days";
    case refund_end::later: return "later";
    case refund_end::failed: return "failed";
  }
  broken_invariant("every end has a name", __FILE__, __LINE__);
}

refund_end end_after(std::int64_t days) noexcept {
  if (days <= 0) return refund_end::same_day;
  if (days == 1) return refund_end::next_day;
  return days <= 7 ? refund_end::seven_days : refund_end::later;
}

void refund_book::requested(std::uint64_t key, const channel_id& at, instant when) {
  const auto [place, is_new] = open_.try_emplace(key, under_way{at, day_of(when)});
  if (!is_new) return;
  auto& channel = channels_[at];
  ++channel.in_all.requested;
  if (auto* counted = on(channel, place->second.day)) ++counted->requested;
}

void refund_book::succeeded(std::uint64_t key, instant when) {
  const auto known = open_.find(key);
  if (known != open_.end()) end(key, known->second, end_after(day_of(when) - known->second.day));
}

void refund_book::failed(std::uint64_t key) {
  const auto known = open_.find(key);
  if (known != open_.end()) end(key, known->second, refund_end::failed);
}

void refund_book::end(std::uint64_t key, const under_way& of, refund_end how) {
  auto& channel = channels_.at(of.at);
  ++channel.in_all.ended[static_cast<std::size_t>(how)];
  if (auto* counted = on(channel, of.day)) ++counted->ended[static_cast<std::size_t>(how)];
  open_.erase(key);
}

refund_counts* refund_book::on(of_channel& channel, std::int64_t number) {
  auto& days = channel.days;
  if (!days.empty() && number <= days.back().number - days_kept) return nullptr;
  auto place = std::ranges::lower_bound(days, number, {}, &day::number);
  if (place == days.end() || place->number != number) place = days.insert(place, {number, {}});
  auto* const found = &place->counted;
  while (days.front().number <= days.back().number - days_kept) days.pop_front();
  return found;
}

void refund_book::write_to(std::string& text) const {
  std::ostringstream out;
  for (const auto& [id, c] : channels_) {
    out << sum_word << ' ' << id.value();
    write(out, c.in_all);
    for (const auto& d : c.days) {
      out << day_word << ' ' << id.value() << ' ' << d.number;
      write(out, d.counted);
    }
  }
  for (const auto& [key, u] : open_)
    out << open_word << ' ' << u.at.value() << ' ' << key << ' ' << u.day << '\n';
  text += out.str();
}

bool refund_book::read(std::string_view line) {
  std::istringstream in{std::string(line)};
  std::string word, name;
  in >> word >> name;
  if (!in) return false;
  auto& channel = channels_[channel_id{name}];
  if (word == sum_word) return read_counts(in, channel.in_all);
  if (word == day_word) {
    day d;
    if (!(in >> d.number) || !read_counts(in, d.counted)) return false;
    channel.days.push_back(d);
    return true;
  }
  std::uint64_t key = 0;
  under_way u{.at = channel_id{name}};
  return word == open_word && (in >> key >> u.day) && open_.emplace(key, u).second;
}

}  // namespace sluice::figures
