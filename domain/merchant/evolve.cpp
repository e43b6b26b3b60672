#include <utility>

#include "base/overloaded.hpp"
#include "domain/merchant/state.hpp"

namespace sluice::merchant {
namespace {

void set_limit(state& s, const limit_name& name, std::int64_t value, const origin& from) {
  if (value == 0)
    s.limits.erase(name);
  else
    s.limits[name] = value;
  s.limits_from[name] = from;
}

void follow_file(state& s, const configured& e, instant at) {
  const auto& before = s.in_file;
  // Of a section that comes back, or is new, nobody has said that a person's freeze is over.
  const bool stays_frozen = !before && s.life == life::frozen && s.life_from.by == author::person;
  if ((!before || before->enabled != e.enabled) && s.life != life::closed && !stays_frozen) {
    s.life = e.enabled ? life::active : life::frozen;
    s.life_from = origin_in_file(at);
  }
  if (!before || before->business_types != e.business_types) {
    s.business_types = e.business_types;
    s.business_types_from = origin_in_file(at);
  }
  if (!before || before->channels != e.channels) {
    s.channels = e.channels;
    s.channels_from = origin_in_file(at);
  }
  s.in_file =
      section{e.enabled, e.business_types, e.channels, before ? before->limits : limit_values{}};
}

/// What the file no longer says has no limit any more. Always behind a section that is taken over.
void follow_file(state& s, const limited& e, instant at) {
  const auto before = std::exchange(s.in_file->limits, e.limits);
  for (const auto& [name, value] : before)
    if (!e.limits.contains(name)) set_limit(s, name, 0, origin_in_file(at));
  for (const auto& [name, value] : e.limits)
    if (limit_in(before, name) != value) set_limit(s, name, value, origin_in_file(at));
}

/// The file has said nothing of this merchant: what it once said is no word of anybody.
void forget_limits_of_file(state& s) {
  std::erase_if(s.limits_from, [&](const auto& one) {
    if (one.second.by != author::file) return false;
    s.limits.erase(one.first);
    return true;
  });
}

void follow_person(state& s, const change_of& what, const origin& from) {
  if (what.life) {
    s.life = what.life;
    s.life_from = from;
  }
  if (what.business_types) {
    s.business_types = *what.business_types;
    s.business_types_from = from;
  }
  if (what.channels) {
    s.channels = *what.channels;
    s.channels_from = from;
  }
  for (const auto& [name, value] : what.limits) set_limit(s, name, value, from);
  s.documents.insert(s.documents.end(), what.documents.begin(), what.documents.end());
}

template <class Wish>
void follow(measures<Wish>& all, const measure_taken<Wish>& e, instant at) {
  for (const auto& row : business_policies)
    if (!e.type || *e.type == row.type) all[row.type] = {e.what, origin_of(e.who, at)};
}

/// What a person says is said of what a rule did, too.
void follow(state& s, const degraded& e, instant at) {
  if (std::holds_alternative<by_rule>(e.who)) return follow(s.levels_by_rule, e, at);
  follow(s.levels, e, at);
  std::erase_if(s.levels_by_rule, [&](const auto& one) { return !e.type || *e.type == one.first; });
}

}  // namespace

void apply(state& s, const event& e, instant at) {
  std::visit(
      overloaded{
          [&](const configured& c) { follow_file(s, c, at); },
          [&](const created& c) {
            const auto from = origin_of(c.who, at);
            s = {.life = life::applied,
                 .life_from = from,
                 .business_types_from = from,
                 .channels_from = from};
            follow_person(s, c.what, from);
          },
          [&](const changed& c) { follow_person(s, c.what, origin_of(c.who, at)); },
          [&](const limited& l) { follow_file(s, l, at); },
          [&](const degraded& d) { follow(s, d, at); },
          [&](const amount_reserved& r) { s.reserved[r.name] = r.what; },
          [&](const promoted& p) { follow(s.promotions, p, at); },
          [&](const withdrawn&) {
            s.in_file.reset();
            forget_limits_of_file(s);
            if (s.life != life::active) return;
            s.life = life::frozen;
            s.life_from = origin_in_file(at);
          },
      },
      e);
}

}  // namespace sluice::merchant
