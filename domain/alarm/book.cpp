#include "domain/alarm/book.hpp"

#include <algorithm>

#include "base/overloaded.hpp"

namespace sluice::alarm {
namespace {

void remember(book& b, const alarm_fired& e, instant at) {
  std::erase_if(
      b.lately, [&](const auto& one) { return one.second.back() <= at - longest_flapping_window; });
  auto& times = b.lately[{e.what, e.key}];
  times.push_back(at);
  if (times.size() > most_firings_kept) times.erase(times.begin());
}

template <class Change>
void change(book& b, number no, Change&& how) {
  if (const auto at = b.firing.find(no); at != b.firing.end()) how(at->second);
}

}  // namespace

const alarm* book::find(kind what, std::string_view key) const {
  const auto at = std::ranges::find_if(
      firing, [&](const auto& one) { return one.second.what == what && one.second.key == key; });
  return at == firing.end() ? nullptr : &at->second;
}

const silenced* book::silence_of(const alarm& a, instant now) const {
  const auto at = std::ranges::find_if(silences, [&](const silenced& s) {
    return s.which.what == a.what && (s.which.key.empty() || s.which.key == a.key) &&
           s.which.from <= now && now < s.which.until;
  });
  return at == silences.end() ? nullptr : &*at;
}

void apply(book& b, const event& e, instant at) {
  std::visit(
      overloaded{
          [&](const alarm_fired& f) {
            b.last = f.alarm;
            b.firing[f.alarm] = {
                .no = f.alarm,
                .what = f.what,
                .key = f.key,
                .since = at,
                .orders = f.orders,
                .detail = f.detail};
            remember(b, f, at);
          },
          [&](const alarm_grew& g) { change(b, g.alarm, [&](alarm& a) { a.orders = g.orders; }); },
          [&](const alarm_escalated& s) {
            change(b, s.alarm, [&](alarm& a) { a.escalated = s.degree; });
          },
          [&](const alarm_flapping& f) { change(b, f.alarm, [](alarm& a) { a.flaps = true; }); },
          [&](const alarm_acknowledged& k) {
            change(b, k.alarm, [&](alarm& a) {
              a.taken_by = k.who;
              a.taken_at = at;
            });
          },
          [&](const alarm_silenced& s) {
            std::erase_if(b.silences, [&](const silenced& one) {
              return one.which.until <= at ||
                     (one.which.what == s.which.what && one.which.key == s.which.key);
            });
            if (s.which.until > s.which.from) b.silences.push_back({s.which, s.who});
          },
          [&](const alarm_resolved& r) { b.firing.erase(r.alarm); },
      },
      e);
}

}  // namespace sluice::alarm
