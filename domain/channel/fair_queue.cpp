#include "domain/channel/fair_queue.hpp"

#include <algorithm>

#include "base/invariant.hpp"

namespace sluice::channel {

void fair_queue::push(const merchant_id& whose, const item& i) {
  const auto which = line_of(whose);
  if (unused_.empty()) {
    unused_.push_back(static_cast<std::uint32_t>(calls_.size()));
    calls_.emplace_back();
  }
  const auto who = unused_.back();
  unused_.pop_back();
  calls_[who] = {.what = i, .line = which};
  auto& line = lines_[which];
  if (line.length == 0) {
    line.turns_left = quantum;
    turns_.push_back(lines_, which);
    --idle_;
  }
  line.calls.push_back(calls_, who);
  order_.push_back(calls_, who);
  set_length(which, line.length + 1);
  ++size_;
}

fair_queue::item fair_queue::leave(std::uint32_t who) {
  const auto which = calls_[who].line;
  auto& line = lines_[which];
  line.calls.remove(calls_, who);
  order_.remove(calls_, who);
  unused_.push_back(who);
  if (line.length == 1) {
    turns_.remove(lines_, which);
    ++idle_;
  }
  set_length(which, line.length - 1);
  --size_;
  return calls_[who].what;
}

void fair_queue::end_turn(std::uint32_t which) {
  lines_[which].turns_left = quantum;
  turns_.remove(lines_, which);
  turns_.push_back(lines_, which);
}

// -- merchants
// -------------------------------------------------------------------------------------

std::uint32_t fair_queue::line_of(const merchant_id& whose) {
  const auto known = by_name_.find(whose);
  return known == by_name_.end() ? new_line(whose) : known->second;
}

std::uint32_t fair_queue::new_line(const merchant_id& whose) {
  if (idle_ >= idle_kept) {
    const auto which = of_length(0).first();
    auto node = by_name_.extract(*lines_[which].whose);
    node.key() = whose;
    lines_[which].whose = &by_name_.insert(std::move(node)).position->first;
    return which;
  }
  const auto which = static_cast<std::uint32_t>(lines_.size());
  lines_.push_back({.whose = &by_name_.emplace(whose, which).first->first});
  of_length(0).push_back(lines_, which);
  ++idle_;
  return which;
}

std::uint32_t fair_queue::waiting_of(const merchant_id& whose) const {
  const auto known = by_name_.find(whose);
  return known == by_name_.end() ? 0 : lines_[known->second].length;
}

fair_queue::equals& fair_queue::of_length(std::uint32_t length) {
  if (length >= by_length_.size()) by_length_.resize(length + 1);
  return by_length_[length];
}

/// One more or one less than before.
void fair_queue::set_length(std::uint32_t which, std::uint32_t length) {
  auto& line = lines_[which];
  of_length(line.length).remove(lines_, which);
  of_length(length).push_back(lines_, which);
  if (length > longest_ || (line.length == longest_ && of_length(longest_).empty()))
    longest_ = length;
  line.length = length;
}

fair_queue::item fair_queue::put_out() {
  SLUICE_INVARIANT(size_ > 0);
  return leave(lines_[of_length(longest_).first()].calls.last());
}

// -- time
// ------------------------------------------------------------------------------------------

std::optional<instant> fair_queue::first_deadline() const {
  if (order_.empty()) return std::nullopt;
  return calls_[order_.first()].what.deadline;
}

fair_queue::item fair_queue::take_oldest() {
  SLUICE_INVARIANT(size_ > 0);
  return leave(order_.first());
}

void fair_queue::shorten(instant deadline) {
  for (auto who = order_.first(); who != nobody; who = calls_[who].in_order.after)
    calls_[who].what.deadline = std::min(calls_[who].what.deadline, deadline);
}

}  // namespace sluice::channel
