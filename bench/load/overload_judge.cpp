#include "bench/load/overload_judge.hpp"

#include <algorithm>
#include <cmath>

namespace sluice::bench {
namespace {

constexpr nanoseconds second = 1'000'000'000;
/// Tables of the log fill up and are flushed, so that a flat memory goes up and down by a tenth; a
/// hundred bytes a command that stay would double it in a minute.
constexpr double flat_until = 1.2;
constexpr double full_from = 0.9;
constexpr double full_within_seconds = 5;
constexpr double sent_at_least = 0.98;
constexpr double out_of_order_at_most = 0.05;

double seconds_of(nanoseconds t) { return static_cast<double>(t) / static_cast<double>(second); }

const step_record& of(const step_records& all, step which) {
  return all[static_cast<std::size_t>(which)];
}

found in_log(const orders_in_log& log, step which, std::size_t index) {
  const auto& its_step = log[static_cast<std::size_t>(which)];
  return index < its_step.size() ? its_step[index] : found::nothing;
}

bool is_lost(const heard& answer, kind what, found there) {
  if (!is_taken(answer.said)) return false;
  if (what == kind::look) return answer.said != told::paid;  // the orders looked at were paid
  return answer.said == told::paid ? there != found::paid : there == found::nothing;
}

void note(contradictions& to, const heard& answer, kind what, found there) {
  const bool is_there = what != kind::look && there != found::nothing;
  if (is_lost(answer, what, there)) ++to.lost;
  if (is_refused(answer.said) && is_there) ++to.done_although_refused;
  if (answer.answers > 1) ++to.answered_again;
  if (answer.said == told::nothing && is_there) ++to.untold;
}

/// In ten commands, of which the first has a number that ends with 0. Nothing: none was refused.
std::optional<kind> most_missed_refused(std::span<const command_life> ten) {
  std::optional<kind> most;
  for (std::size_t i = 0; i < ten.size(); ++i)
    if (is_refused(ten[i].answer.said))
      most = std::max(most, std::optional(kind_of(number_of(step::overload, i))));
  return most;
}

bool takes_less_missed(std::span<const command_life> ten, kind than) {
  for (std::size_t i = 0; i < ten.size(); ++i)
    if (is_taken(ten[i].answer.said) && kind_of(number_of(step::overload, i)) < than) return true;
  return false;
}

std::uint64_t most_between(std::span<const process_sample> seen, nanoseconds from,
                           nanoseconds until) {
  std::uint64_t most = 0;
  for (const auto& s : seen)
    if (s.at >= from && s.at <= until) most = std::max(most, s.resident);
  return most;
}

criterion none_of(std::string name, std::string label, std::uint64_t seen) {
  return {.name = std::move(name),
          .label = std::move(label),
          .target = "none",
          .value = static_cast<double>(seen),
          .met = seen == 0};
}

criterion is_sent(const overload_facts& f) {
  const auto seen =
      sent_per_second(of(f.steps, step::overload)) / taken_per_second(of(f.steps, step::calibrate));
  const auto wanted = sent_at_least * f.times;
  return {.name = "sent",
          .label = "sent, times what can be done; less would judge nothing",
          .target = "at least " + std::to_string(wanted).substr(0, 4),
          .value = seen,
          .digits = 2,
          .met = seen >= wanted};
}

criterion memory_is_flat(const overload_facts& f) {
  const auto peaks = peaks_of(f.seen, of(f.steps, step::overload).of);
  return {
      .name = "memory_flat",
      .label = "memory: most of the last half ÷ most of seconds 5 to 15",
      .target = "at most 1.2",
      .value =
          peaks.early == 0 ? 0 : static_cast<double>(peaks.late) / static_cast<double>(peaks.early),
      .digits = 2,
      .met = is_flat(peaks)};
}

criterion refusals_in_order(const overload_facts& f) {
  const auto seen = tens_of(of(f.steps, step::overload));
  return {.name = "in_order",
          .label = "tens with refusals in which payments go before payouts, or looks before either",
          .target = "at most 5 %",
          .value = seen.with_refusals == 0 ? 0
                                           : 100 * static_cast<double>(seen.out_of_order) /
                                                 static_cast<double>(seen.with_refusals),
          .digits = 2,
          .met = is_in_order(seen)};
}

criterion back_in_time(const overload_facts& f) {
  const auto back = seconds_to_full_speed(
      of(f.steps, step::after), taken_per_second(of(f.steps, step::calibrate)));
  return {.name = "full_speed_s",
          .label = "seconds to full speed after the end; -1: never",
          .target = "at most 5",
          .value = back.value_or(-1),
          .digits = 2,
          .met = back && *back <= full_within_seconds};
}

}  // namespace

nanoseconds first_seconds(const step_record::summary& overload) noexcept {
  return std::min(5 * second, (overload.sent_until - overload.began) / 4);
}

double sent_per_second(const step_record& r) {
  const auto took = std::max<nanoseconds>(1, r.of.sent_until - r.of.began);
  return static_cast<double>(r.lives.size()) / seconds_of(took);
}

memory_peaks peaks_of(std::span<const process_sample> seen, const step_record::summary& overload) {
  const auto length = overload.sent_until - overload.began;
  const auto filled = overload.began + first_seconds(overload);
  return {.early = most_between(seen, filled, filled + std::min(10 * second, length / 4)),
          .late = most_between(seen, overload.began + length / 2, overload.sent_until)};
}

bool is_flat(const memory_peaks& m) noexcept {
  return m.early > 0 && m.late > 0 &&
         static_cast<double>(m.late) <= flat_until * static_cast<double>(m.early);
}

refused_shares refused_of(const step_record& overload) {
  std::array<std::uint64_t, enumerators<kind>.size()> sent{};
  std::array<std::uint64_t, enumerators<kind>.size()> refused{};
  const auto from = overload.of.began + first_seconds(overload.of);
  for (std::size_t i = 0; i < overload.lives.size(); ++i) {
    const auto& life = overload.lives[i];
    if (life.begin < from) continue;
    const auto what = static_cast<std::size_t>(kind_of(number_of(step::overload, i)));
    ++sent[what];
    if (is_refused(life.answer.said)) ++refused[what];
  }
  refused_shares out{};
  for (std::size_t i = 0; i < out.size(); ++i)
    if (sent[i] > 0) out[i] = static_cast<double>(refused[i]) / static_cast<double>(sent[i]);
  return out;
}

tens tens_of(const step_record& overload) {
  tens out;
  const std::span all(overload.lives);
  for (std::size_t first = 0; first + 10 <= all.size(); first += 10) {
    const auto refused = most_missed_refused(all.subspan(first, 10));
    if (!refused) continue;
    ++out.with_refusals;
    if (takes_less_missed(all.subspan(first, 10), *refused)) ++out.out_of_order;
  }
  return out;
}

bool is_in_order(const tens& t) noexcept {
  return static_cast<double>(t.out_of_order) <=
         out_of_order_at_most * static_cast<double>(t.with_refusals);
}

std::optional<double> seconds_to_full_speed(const step_record& after, double can_do_per_second) {
  std::vector<nanoseconds> ends;
  for (const auto& life : after.lives)
    if (is_taken(life.answer.said)) ends.push_back(life.end);
  std::sort(ends.begin(), ends.end());
  const auto wanted =
      static_cast<std::size_t>(std::max(1.0, std::ceil(full_from * can_do_per_second)));
  for (auto i = wanted - 1; i < ends.size(); ++i)
    if (ends[i] - ends[i + 1 - wanted] <= second) return seconds_of(ends[i] - after.of.began);
  return std::nullopt;
}

contradictions contradictions_in(const step_records& steps, const orders_in_log& log) {
  contradictions out;
  for (const auto which : enumerators<step>) {
    const auto& lives = of(steps, which).lives;
    for (std::size_t i = 0; i < lives.size(); ++i)
      note(out, lives[i].answer, kind_of(number_of(which, i)), in_log(log, which, i));
  }
  return out;
}

std::vector<criterion> judged(const overload_facts& facts) {
  const auto wrong = contradictions_in(facts.steps, facts.log);
  return {is_sent(facts),
          memory_is_flat(facts),
          none_of("lost", "told as taken, and not in the log like that", wrong.lost),
          none_of("done_although_refused", "refused, and in the log", wrong.done_although_refused),
          none_of("answered_again", "answered more than once", wrong.answered_again),
          refusals_in_order(facts),
          back_in_time(facts)};
}

}  // namespace sluice::bench
