#include "domain/settlement/terms_text.hpp"

#include <array>
#include <limits>

#include "domain/said_words.hpp"

namespace sluice::settlement {
namespace {

using said_words::number_in;
using said_words::take;
using said_words::whole_number;

constexpr std::string_view on_a_day = "settle or wait";

/// With a cycle comes what is usual of it, whichever word is said first.
struct said {
  std::optional<cycle> when{};
  std::optional<bool> days_off_settle{}, make_up_days_settle{};
  terms rest{};
};

std::optional<bool> settles_in(std::string_view value) noexcept {
  if (value == "settle") return true;
  if (value == "wait") return false;
  return std::nullopt;
}

std::optional<std::uint32_t> days_in(std::string_view value) noexcept {
  const auto n = number_in(value);
  if (!n || *n > std::numeric_limits<std::uint32_t>::max()) return std::nullopt;
  return static_cast<std::uint32_t>(*n);
}

constexpr auto words = std::to_array<said_words::word<said>>({
    {"cycle", cycle_rule,
     [](said& s, std::string_view v) { return take(cycle_from_text(v), s.when); }},
    {"days_off", on_a_day,
     [](said& s, std::string_view v) { return take(settles_in(v), s.days_off_settle); }},
    {"make_up_days", on_a_day,
     [](said& s, std::string_view v) { return take(settles_in(v), s.make_up_days_settle); }},
    {"least_minor", whole_number,
     [](said& s, std::string_view v) { return take(number_in(v), s.rest.least_minor); }},
    {"most_minor", whole_number,
     [](said& s, std::string_view v) { return take(number_in(v), s.rest.most_minor); }},
    {"retained_minor", whole_number,
     [](said& s, std::string_view v) { return take(number_in(v), s.rest.retained_minor); }},
    {"reserve_parts_per_million", whole_number,
     [](said& s, std::string_view v) {
       return take(number_in(v), s.rest.reserve.parts_per_million);
     }},
    {"reserve_days", whole_number,
     [](said& s, std::string_view v) { return take(days_in(v), s.rest.reserve.days); }},
    {"shortage", "refuse, reserve or advance",
     [](said& s, std::string_view v) { return take(when_short_from_name(v), s.rest.shortage); }},
    {"advance_limit_minor", whole_number,
     [](said& s, std::string_view v) { return take(number_in(v), s.rest.advance_limit_minor); }},
    {"begins", "schedule or person",
     [](said& s, std::string_view v) { return take(begun_by_from_name(v), s.rest.begins); }},
});

}  // namespace

std::variant<terms, std::string> terms_from_text(std::string_view text) {
  auto read = said_words::read<said>(text, words);
  if (auto* wrong = std::get_if<std::string>(&read)) return std::move(*wrong);
  auto& s = std::get<said>(read);
  if (s.when) s.rest.when = *s.when;
  if (s.days_off_settle) s.rest.when.on_settling_days = !*s.days_off_settle;
  if (s.make_up_days_settle) s.rest.when.make_up_days_settle = *s.make_up_days_settle;
  return std::move(s.rest);
}

std::string to_text(const terms& t) {
  std::string out;
  const auto add = [&](std::string_view name, auto value) { said_words::add(out, name, value); };
  add("cycle", std::string_view(to_text(t.when)));
  const bool waits_usually = t.when.by == counting::working_days;
  if (t.when.on_settling_days != waits_usually)
    add("days_off", std::string_view(waits_usually ? "settle" : "wait"));
  if (!t.when.make_up_days_settle) add("make_up_days", std::string_view("wait"));
  add("least_minor", t.least_minor);
  if (t.most_minor) add("most_minor", std::string_view(std::to_string(*t.most_minor)));
  add("retained_minor", t.retained_minor);
  add("reserve_parts_per_million", t.reserve.parts_per_million);
  add("reserve_days", std::int64_t{t.reserve.days});
  if (t.shortage != when_short::refuse) add("shortage", name_of(t.shortage));
  add("advance_limit_minor", t.advance_limit_minor);
  if (t.begins != begun_by::schedule) add("begins", name_of(t.begins));
  return out;
}

}  // namespace sluice::settlement
