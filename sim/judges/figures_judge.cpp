#include "sim/judges/figures_judge.hpp"

#include <algorithm>

#include "base/invariant.hpp"
#include "base/overloaded.hpp"

namespace sluice::sim {
namespace {

using std::chrono_literals::operator""s;
using std::chrono_literals::operator""h;

/// After its time-out a port has so long to say so (actors/channel/channel_actor.cpp).
constexpr millis grace_of_ports = 3s;
/// The engine looks after silent ports by a timer.
constexpr millis gives_up_within = 2s;
/// What is counted is saved a minute after the last time, when the log goes on.
constexpr millis saved_within = 61s;

std::int64_t minute_of_calls(instant at) { return at.time_since_epoch().count() / 60'000; }

std::int64_t day_of_refunds(instant at) {
  return (at.time_since_epoch() + 8h).count() / 86'400'000;
}

/// "3 requested, 2 0 0 0 1 ended" by the days that they took; the last ones failed.
std::string in_words(std::uint64_t requested,
                     const std::array<std::uint64_t, figures::refund_ends>& ended) {
  auto out = std::to_string(requested) + " requested,";
  for (const auto many : ended) out += ' ' + std::to_string(many);
  return out + " ended";
}

std::string in_minute(const figures::link& of, std::int64_t minute) {
  return to_text(of) + ", minute " + std::to_string(minute) + ": ";
}

}  // namespace

// -- calls --------------------------------------------------------------------------------------

void figures_judge::started(const channel_id& channel, ticket t, const channel_call& call) {
  running_[{channel, t}] = {.where = {channel, call.type},
                            .what = call.what,
                            .given_up_at = times_->log_time_now() + call.timeout + grace_of_ports};
}

void figures_judge::ended(const channel_id& channel, ticket t, const channel_answer* said) {
  const auto known = running_.find({channel, t});
  if (known == running_.end()) return;
  const auto call = known->second;
  running_.erase(known);
  const auto now = times_->log_time_now();
  if (said == nullptr) {
    calls_[call.where].push_back({now, now + gives_up_within, result::unknown});
    return;
  }
  const auto how = result_of(call.what, *said);
  if (!how) return;  // it has never left
  calls_[call.where].push_back({now, now, call.is_disturbed ? std::nullopt : how});
}

/// What was heard at that moment may have been read afterwards; and what should have been heard
/// long ago the engine may give up before it hears of it.
void figures_judge::stood_still(millis pause) {
  is_disturbed_ = true;
  const auto now = times_->log_time_now();
  for (auto& [of, c] : running_) c.is_disturbed = true;
  std::erase_if(running_, [&](const auto& one) {
    const auto& c = one.second;
    if (c.given_up_at > now) return false;
    calls_[c.where].push_back({now, now + gives_up_within, std::nullopt});
    return true;
  });
  for (auto& [of, all] : calls_)
    for (auto& c : all)
      if (c.to >= now - pause) {
        c.to = now + gives_up_within;
        c.how.reset();
      }
}

std::optional<figures::call_result> figures_judge::result_of(operation what,
                                                             const channel_answer& said) {
  const auto* a = std::get_if<order::attempt_report>(&said);
  if (a == nullptr) {
    const bool says_nothing = std::visit(
        [](const auto& r) { return r.found == std::decay_t<decltype(r.found)>::unknown; }, said);
    return says_nothing ? result::unknown : result::answered;
  }
  switch (a->found) {
    case order::finding::paid: return result::succeeded;
    case order::finding::unknown: return result::unknown;
    case order::finding::not_sent: return std::nullopt;
    case order::finding::payer_paying:
    case order::finding::not_found:
    case order::finding::not_paid_yet: return result::answered;
    case order::finding::not_paid:
    case order::finding::not_paid_if_query_agrees:
    case order::finding::not_paid_if_revoked: break;
  }
  if (a->whose == fault::payer) return result::declined;
  const bool blames_nobody = a->whose == fault::none || a->whose == fault::order;
  return blames_nobody && !is_payment(what) ? result::answered : result::failed;
}

void figures_judge::judge_calls(const link_figures& now) {
  for (const auto& [of, kept] : now.keep()) {
    std::set<std::int64_t> seen;
    for (const auto& s : kept.calls) {
      seen.insert(s.number);
      judge_minute(of, s.number, s.counted);
    }
    if (kept.calls.empty()) continue;
    const auto oldest = kept.calls.back().number - static_cast<std::int64_t>(figures::minutes_kept);
    for (const auto& c : calls_[of])
      if (const auto minute = minute_of_calls(c.from); minute > oldest && !seen.contains(minute))
        judge_minute(of, minute, {});
  }
}

void figures_judge::judge_minute(const figures::link& of, std::int64_t minute,
                                 const figures::call_counts& counted) {
  for (const auto how : enumerators<result>) {
    const std::uint64_t many = counted.results[static_cast<std::size_t>(how)];
    const auto right = calls_in(of, minute, how);
    if (many > right.most)
      guilty(in_minute(of, minute) + std::to_string(many) + " calls are counted as " +
             std::string(name_of(how)) + ", and there were " + std::to_string(right.most));
    if (counts_all_ && many < right.least)
      guilty(in_minute(of, minute) + "only " + std::to_string(many) + " calls are counted as " +
             std::string(name_of(how)) + ", and there were " + std::to_string(right.least));
  }
}

figures_judge::range figures_judge::calls_in(const figures::link& of, std::int64_t minute,
                                             result how) const {
  range out;
  const auto all = calls_.find(of);
  if (all == calls_.end()) return out;
  for (const auto& c : all->second) {
    const auto first = minute_of_calls(c.from), last = minute_of_calls(c.to);
    if (minute < first || minute > last || (c.how && *c.how != how)) continue;
    ++out.most;
    if (first == last && c.how && !c.may_be_lost) ++out.least;
  }
  return out;
}

// -- what the log says --------------------------------------------------------------------------

void figures_judge::durable(order_facts& o, const order::event& e, instant at) {
  if (at > last_record_) record_before_ = std::exchange(last_record_, at);
  if (o.is_shadow) return;
  if (o.stage == order_stage::paid && paid_orders_.insert(to_string(o.id)).second) pay(o, at);
  std::visit(
      overloaded{
          [&](const order::refund_requested& r) {
            if (r.purpose == order::refund_purpose::release) return;
            const auto* a = o.attempt_of(r.attempt);
            if (a == nullptr) return;
            const auto name = to_string(o.id) + ' ' + r.refund.value();
            if (!refunds_.try_emplace(name, open_refund{a->channel, day_of_refunds(at)}).second)
              return;
            ++refunded_[a->channel].requested;
          },
          [&](const order::refund_succeeded& r) { end_refund(o, r.refund, true, at); },
          [&](const order::refund_failed& r) { end_refund(o, r.refund, false, at); },
          [&](const order::order_resolved& r) {
            if (r.refund.value().empty()) return;
            if (r.verdict == order::resolution::refunded) end_refund(o, r.refund, true, at);
            if (r.verdict == order::resolution::not_refunded) end_refund(o, r.refund, false, at);
          },
          [](const auto&) {},
      },
      e);
}

void figures_judge::pay(const order_facts& o, instant at) {
  const auto by = std::ranges::find(o.attempts, attempt_facts::result::paid, &attempt_facts::end);
  if (by == o.attempts.end()) return;
  auto& sum = paid_[{by->channel, o.type}][minute_of_calls(at)];
  ++sum.orders;
  const auto unit = std::ranges::find(currencies, o.amount.unit, &currency_info::code);
  sum.minor[static_cast<std::size_t>(unit - currencies.begin())] += by->held_minor;
}

/// The same day, the next, within seven, later.
void figures_judge::end_refund(const order_facts& o, const refund_no& refund, bool is_done,
                               instant at) {
  const auto known = refunds_.find(to_string(o.id) + ' ' + refund.value());
  if (known == refunds_.end()) return;
  const auto late = day_of_refunds(at) - known->second.day;
  const std::size_t end = !is_done ? 4 : late <= 0 ? 0 : late == 1 ? 1 : late <= 7 ? 2 : 3;
  ++refunded_[known->second.channel].ended[end];
  refunds_.erase(known);
}

void figures_judge::judge_paid(const link_figures& now, bool is_exact) {
  for (const auto& [of, all] : now.in_all()) {
    figures::paid_counts right;
    for (const auto& [minute, sum] : paid_[of]) right += sum;
    if (all.paid.orders > right.orders || (is_exact && all.paid != right))
      guilty(to_text(of) + ": " + std::to_string(all.paid.orders) +
             " orders are counted as paid, and the log has " + std::to_string(right.orders) +
             ", or other sums");
  }
  for (const auto& [of, kept] : now.keep())
    for (const auto& s : kept.paid) {
      const auto& right = paid_[of][s.number];
      if (s.counted.orders > right.orders || (is_exact && s.counted != right))
        guilty(in_minute(of, s.number) + std::to_string(s.counted.orders) +
               " orders are counted as paid, and the log has " + std::to_string(right.orders) +
               ", or other sums");
    }
}

void figures_judge::judge_refunds(const link_figures& now) {
  auto counted = now.refunds();
  for (const auto& [channel, right] : refunded_) {
    const auto& all = counted[channel].in_all;
    if (all.requested != right.requested || all.ended != right.ended)
      guilty(channel.value() + ": " + in_words(all.requested, all.ended) +
             " are counted of refunds, and the log has " + in_words(right.requested, right.ended));
    counted.erase(channel);
  }
  for (const auto& [channel, all] : counted)
    if (all.in_all.requested != 0) guilty(channel.value() + ": refunds are counted of no order");
}

// -- the process ----------------------------------------------------------------------------------

/// The follower has had its turn at the moment before the last one, where none was a standstill.
/// What came at the very last moment may still lie in its channel's mailbox.
void figures_judge::process_died(const link_figures& now) {
  for (auto& [of, all] : calls_)
    for (auto& c : all) c.may_be_lost |= c.is_of_this_process && c.to >= times_->log_time_now();
  judge_calls(now);
  judge_paid(now, false);
  running_.clear();
  const bool is_disturbed = std::exchange(is_disturbed_, false);
  for (auto& [of, all] : calls_)
    for (auto& c : all)
      if (std::exchange(c.is_of_this_process, false))
        c.may_be_lost = is_disturbed || c.to > record_before_ - saved_within;
}

void figures_judge::all_over(const link_figures& now) {
  judge_calls(now);
  judge_paid(now, true);
  judge_refunds(now);
}

}  // namespace sluice::sim
