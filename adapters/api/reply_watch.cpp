#include "adapters/api/reply_watch.hpp"

#include "base/time_text.hpp"

namespace sluice::api {
namespace {

void put_calls(const figures::call_counts& from, v1::LinkRow& into) {
  const auto many = [&](figures::call_result r) {
    return from.results[static_cast<std::size_t>(r)];
  };
  into.set_calls(from.calls());
  into.set_succeeded(many(figures::call_result::succeeded));
  into.set_declined(many(figures::call_result::declined));
  into.set_failed(many(figures::call_result::failed));
  into.set_answered(many(figures::call_result::answered));
  into.set_unknown(many(figures::call_result::unknown));
  if (const auto rate = success_basis_points(from)) into.set_success_basis_points(*rate);
  into.set_took_ms(from.took_ms);
  const auto slow = [&](std::uint32_t percent) {
    return static_cast<std::uint64_t>(quantile(from, percent)->count());
  };
  if (from.calls() == 0) return;
  into.set_p95_ms(slow(95));
  into.set_p99_ms(slow(99));
}

void put_paid(const figures::paid_counts& from, v1::LinkRow& into) {
  into.set_paid(from.orders);
  for (std::size_t i = 0; i < currencies.size(); ++i) {
    if (from.minor[i] == 0) continue;
    auto& sum = *into.add_paid_sums();
    sum.set_currency(std::string(currencies[i].name));
    sum.set_minor(from.minor[i]);
  }
}

void put_refunds(const refund_day_view& from, v1::RefundFigure& into) {
  using figures::refund_end;
  const auto many = [&](refund_end e) { return from.counted.ended[static_cast<std::size_t>(e)]; };
  into.set_channel(from.channel.value());
  constexpr std::size_t date_length = 10;  // of "2026-01-02T00:00:00.000Z"
  into.set_day(rfc3339(instant{std::chrono::days{from.day}}).substr(0, date_length));
  into.set_requested(from.counted.requested);
  into.set_same_day(many(refund_end::same_day));
  into.set_next_day(many(refund_end::next_day));
  into.set_seven_days(many(refund_end::seven_days));
  into.set_later(many(refund_end::later));
  into.set_failed(many(refund_end::failed));
  std::uint64_t ended = 0;
  for (const auto n : from.counted.ended) ended += n;
  into.set_waiting(from.counted.requested - ended);
}

}  // namespace

void to_proto(const alarm_list& from, v1::AlarmList& into) {
  for (const auto& a : from.all) {
    auto& one = *into.add_alarms();
    one.set_alarm(a.number);
    one.set_kind(std::string(name_of(a.what)));
    one.set_key(a.key);
    one.set_state(a.state);
    one.set_since(rfc3339(a.since));
    one.set_count(a.count);
    one.set_orders(a.orders);
    one.set_detail(a.detail);
    one.set_operator_(a.taken_by.operator_name);
    one.set_reason(a.taken_by.reason);
  }
  for (const auto& s : from.silences) {
    auto& one = *into.add_silences();
    one.set_kind(std::string(name_of(s.what)));
    one.set_key(s.key);
    one.set_until(rfc3339(s.until));
    one.set_operator_(s.who.operator_name);
    one.set_reason(s.who.reason);
  }
  into.set_lost_facts(from.lost_facts);
}

void to_proto(const link_figures_view& from, v1::LinkFigures& into) {
  into.set_from(rfc3339(from.of.from));
  into.set_to(rfc3339(from.of.to()));
  into.set_step_seconds(static_cast<std::uint64_t>(from.of.step / figures::one_second));
  into.set_one_in(from.one_in);
  into.set_seconds_since(rfc3339(from.seconds_since));
  for (const auto& l : from.links) {
    auto& one = *into.add_links();
    one.set_path(to_text(l.where));
    for (const auto& r : l.rows) {
      auto& row = *one.add_rows();
      row.set_at(rfc3339(r.at));
      put_paid(r.paid, row);
      put_calls(r.calls, row);
    }
  }
  for (const auto& r : from.refunds) put_refunds(r, *into.add_refunds());
}

}  // namespace sluice::api
