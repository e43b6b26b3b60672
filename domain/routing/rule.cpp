#include "domain/routing/rule.hpp"

#include <algorithm>

namespace sluice::routing {
namespace {

template <class T>
bool names(const std::vector<T>& wanted, const T& one) {
  return wanted.empty() || std::find(wanted.begin(), wanted.end(), one) != wanted.end();
}

bool instrument_holds(const instrument& wanted, const instrument& said) {
  return !wanted.is_said() || (wanted.method() == said.method() &&
                               (wanted.bank().empty() || wanted.bank() == said.bank()));
}

bool amount_holds(const condition& when, money amount) {
  return (!when.unit || *when.unit == amount.unit) &&
         (!when.amount_from || *when.amount_from <= amount.minor_units) &&
         (!when.amount_to || amount.minor_units <= *when.amount_to);
}

bool time_holds(const condition& when, instant now) {
  using namespace std::chrono;
  if ((when.from && now < *when.from) || (when.until && now >= *when.until)) return false;
  if (!when.hours && when.weekdays == 0) return true;
  const auto there = now + minutes{when.utc_offset_minutes};
  const auto day = floor<days>(there);
  const auto weekday_bit = 1U << (weekday{day}.iso_encoding() - 1);
  if (when.weekdays != 0 && (when.weekdays & weekday_bit) == 0) return false;
  if (!when.hours) return true;
  const auto minute = floor<minutes>(there - day).count();
  const bool has_begun = when.hours->from <= minute;
  const bool goes_on = minute < when.hours->to;
  return when.hours->from < when.hours->to ? has_begun && goes_on : has_begun || goes_on;
}

}  // namespace

bool holds(const condition& when, const wish& w, instant now) {
  return names(when.business_types, w.type) && names(when.merchants, w.order.merchant) &&
         amount_holds(when, w.amount) && instrument_holds(when.paid_with, w.paid_with) &&
         (!when.shown || when.shown == w.shown) && time_holds(when, now);
}

bool takes_away(const rule& r, const channel_id& c) noexcept {
  return !names(r.only, c) || std::find(r.never.begin(), r.never.end(), c) != r.never.end();
}

bool is_away(const rule& r, const channel_id& c) noexcept {
  return std::find(r.maintenance.begin(), r.maintenance.end(), c) != r.maintenance.end();
}

}  // namespace sluice::routing
