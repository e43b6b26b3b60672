#include "domain/channel/decide.hpp"

#include <algorithm>
#include <string>

#include "base/overloaded.hpp"
#include "domain/channel/path_decide.hpp"

namespace sluice::channel {
namespace {

using decision = std::variant<std::optional<event>, rejection>;

template <class T>
std::int64_t number(const T& value) {
  if constexpr (requires { value.count(); })
    return value.count();
  else
    return static_cast<std::int64_t>(value);
}

std::optional<rejection> range_fault(const limits_change& what) {
  std::optional<rejection> fault;
  each_setting([&](setting which, auto, auto limits_change::* wanted) {
    const auto& row = row_of(which);
    if (fault || !(what.*wanted)) return;
    const auto n = number(*(what.*wanted));
    if (n >= row.least && n <= row.most) return;
    fault = rejection{rejection_code::setting_out_of_range, std::string(row.name),
                      std::string(row.name) + " must be " + std::to_string(row.least) + " to " +
                          std::to_string(row.most) + "; it is " + std::to_string(n)};
  });
  return fault;
}

/// Only what becomes something else: a value keeps its author until somebody changes it.
limits_change what_differs(const limits& now, const limits_change& what) {
  limits_change out;
  each_setting([&](setting, auto limits::* value, auto limits_change::* wanted) {
    if (what.*wanted && *(what.*wanted) != now.*value) out.*wanted = what.*wanted;
  });
  return out;
}

decision decide_change(const state& s, const change& c, const surroundings& around) {
  if (c.what == limits_change{})
    return rejection{rejection_code::nothing_to_change, "",
                     "no setting is named; name at least one of max_in_flight, queue_capacity, "
                     "queue_deadline_ms, calls_per_second, faulty_per_second"};
  if (auto fault = range_fault(c.what)) return *std::move(fault);
  if (c.what.queue_deadline && *c.what.queue_deadline > around.longest_queue_deadline)
    return rejection{
        rejection_code::setting_contradicts, "queue_deadline_ms",
        "queue_deadline_ms must be at most " +
            std::to_string(around.longest_queue_deadline.count()) +
            ": with call_timeout it must end before revoke_never_before, or a payment "
            "could leave after its revoke; it is " +
            std::to_string(c.what.queue_deadline->count())};
  auto what = what_differs(s.now, c.what);
  if (what == limits_change{}) return std::optional<event>{};
  return std::optional<event>{changed{around.channel, std::move(what), c.who}};
}

decision decide_take_over(const state& s, const take_over& c, const surroundings& around) {
  if (s.in_file == c.in_file) return std::optional<event>{};
  return std::optional<event>{configured{around.channel, c.in_file}};
}

}  // namespace

limits in_force(const state& s, const surroundings& around) {
  auto out = s.now;
  out.queue_deadline = std::min(out.queue_deadline, around.longest_queue_deadline);
  return out;
}

decision decide(const state& s, const command& c, const surroundings& around) {
  return std::visit(
      overloaded{
          [&](const take_over& t) { return decide_take_over(s, t, around); },
          [&](const change& w) { return decide_change(s, w, around); },
          [&](const force& f) { return decide_force(s, f, around.channel); },
          [&](const turn& t) { return decide_turn(s, t); },
      },
      c);
}

}  // namespace sluice::channel
