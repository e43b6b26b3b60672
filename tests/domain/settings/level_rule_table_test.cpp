/// Levels by rules, as level_rule_table.txt tells them; and what is wrong with a rule.

#include "domain/merchant/ceilings.hpp"
#include "domain/merchant/decide.hpp"
#include "domain/merchant/level_rule_fault.hpp"
#include "domain/merchant/level_watch.hpp"
#include "tests/catch.hpp"
#include "tests/domain/table.hpp"

namespace sluice::test::level_rule_table_test {
namespace {

using merchant::level;
using merchant::level_cause;
using merchant::limited_by;
using values = std::map<std::string, std::string>;
using std::chrono::seconds;

const merchant_id m1{"m1"};
const std::vector<merchant::channel_reach> no_channels;
const merchant::surroundings around{m1, no_channels};
constexpr auto code = business_type::payment_code;
constexpr auto payout = business_type::payout;

instant at_second(const std::string& text) { return instant{seconds{std::stoll(text)}}; }

std::string value(const values& from, const std::string& name) {
  const auto at = from.find(name);
  return at == from.end() ? std::string{} : at->second;
}
std::int64_t number(const values& from, const std::string& name) {
  const auto text = value(from, name);
  return text.empty() ? 0 : std::stoll(text);
}
business_type type_in(const values& from) {
  return business_type_from_name(value(from, "type")).value_or(code);
}

merchant::level_rule rule_of(const values& v) {
  merchant::level_rule out{
      .name = value(v, "name"),
      .when = *merchant::level_cause_from_name(value(v, "when")),
      .refusals = static_cast<std::uint32_t>(number(v, "refusals")),
      .lasts = seconds{number(v, "for")},
      .to = *merchant::level_from_name(value(v, "level")),
      .per_second = number(v, "per_second"),
      .holds = seconds{number(v, "hold")}};
  for (const auto& name : parts_of(value(v, "merchants"), ',')) out.merchants.emplace_back(name);
  for (const auto& name : parts_of(value(v, "types"), ','))
    out.business_types.push_back(*business_type_from_name(name));
  return out;
}

std::string author_of(const origin& from) {
  return from.by == author::rule ? from.reason.substr(5) : from.person;
}

struct story {
  merchant::state s{
      .life = merchant::life::active, .limits = {{{code, limited_by::commands_per_second}, 2}}};
  merchant::level_rules rules{};
  merchant::level_watch watch{};
  bool are_shut = false;

  std::string hear(const std::string& word, instant now) {
    const auto named = named_values(word);
    const auto verb = parts_of(word, ' ').at(1);
    if (verb == "rule") rules.push_back(rule_of(named));
    if (verb == "shut" || verb == "open") are_shut = verb == "shut";
    if (verb == "order") return see({.type = type_in(named)}, now);
    if (verb == "asks") return see({.type = payout, .is_new_order = false}, now);
    if (verb != "degrade") return "-";
    merchant::degrade wish{.what = {.to = *merchant::level_from_name(value(named, "level")),
                                    .per_second = number(named, "per_second")},
                           .who = {"li", "because"},
                           .asked_at = now};
    if (named.contains("type")) wish.type = type_in(named);
    if (named.contains("until")) wish.what.until = at_second(value(named, "until"));
    return done(wish, now);
  }

  std::string see(merchant::sighting seen, instant now) {
    seen.per_second = ceilings_of(s, seen.type, now).own_per_second;
    seen.are_all_shut = are_shut;
    const auto* r = watch.see(rules, m1, seen, now);
    if (r == nullptr) return "-";
    return done(merchant::follow_rule{.rule = r->name,
                                      .type = seen.type,
                                      .what = {.to = r->to, .per_second = r->per_second},
                                      .holds = r->holds,
                                      .asked_at = now},
                now);
  }

  std::string done(const merchant::command& what, instant now) {
    const auto events = std::get<std::vector<merchant::event>>(decide(s, what, around));
    if (events.empty()) return "-";
    REQUIRE(events.size() == 1);
    const auto& e = std::get<merchant::degraded>(events.front());
    apply(s, e, now);
    if (const auto* rule = std::get_if<by_rule>(&e.who)) {
      const auto until = std::chrono::duration_cast<seconds>(e.what.until->time_since_epoch());
      return "degraded by " + rule->name + " until " + std::to_string(until.count());
    }
    return "degraded by " + std::get<signed_by>(e.who).operator_name;
  }

  [[nodiscard]] std::string level_of(business_type type, instant now) const {
    const auto* in_force = level_in_force(s, type, now);
    if (in_force == nullptr || is_usual(in_force->what)) return "normal";
    const auto rate = in_force->what.per_second;
    return std::string(name_of(in_force->what.to)) + (rate != 0 ? ' ' + std::to_string(rate) : "") +
           " by " + author_of(in_force->from);
  }
};

// -- what is wrong with a rule
// ---------------------------------------------------------------------

const merchant::level_rule loud{
    .name = "loud",
    .merchants = {m1},
    .business_types = {code},
    .when = level_cause::over_its_limits,
    .refusals = 10,
    .lasts = seconds{10},
    .to = level::throttled,
    .per_second = 5,
    .holds = seconds{60}};
const merchant::level_rule_surroundings file{
    {{.id = channel_id{"wide"}, .business_types = {code, payout}}},
    {{m1, {.business_types = {code}, .limits = {{{code, limited_by::commands_per_second}, 20}}}},
     {merchant_id{"m2"}, {.business_types = {payout}}}}};

std::string fault(const merchant::level_rule& r, const merchant::level_rules& others = {}) {
  const auto f = fault_of(r, others, file);
  if (!f) return "none";
  CHECK_FALSE(f->message.empty());
  return std::string(name_of(f->code)) + ' ' + f->field;
}

template <class Change>
std::string fault_with(Change&& change) {
  auto r = loud;
  change(r);
  return fault(r);
}

}  // namespace

TEST_CASE("Rules give a merchant the level that the table says") {
  for (const auto& section : read_table("settings/level_rule_table.txt")) {
    story told;
    for (const auto& line : section.lines) {
      INFO(line.where << " " << line.word);
      const auto now = at_second(line.word);
      CHECK(told.hear(line.word, now) == line.outcome);
      CHECK(told.level_of(code, now) + "; " + told.level_of(payout, now) == line.holds);
    }
  }
}

TEST_CASE("No more refusals are remembered than a rule can ask for") {
  merchant::level_watch watch;
  auto r = loud;
  r.refusals = merchant::most_refusals;
  const merchant::sighting seen{.type = code, .per_second = 1};
  for (std::uint32_t i = 0; i < merchant::most_refusals; ++i)
    CHECK(watch.see({r}, m1, seen, instant{}) == nullptr);
  CHECK(watch.see({r}, m1, seen, instant{}) != nullptr);
  CHECK(watch.see({r}, m1, seen, instant{seconds{10}}) == nullptr);
}

TEST_CASE("A rule that a merchant which is not there has met comes to nothing") {
  const merchant::follow_rule word{.rule = "loud", .type = code, .what = {.to = level::refuse}};
  CHECK(std::get<std::vector<merchant::event>>(decide({}, word, around)).empty());
}

TEST_CASE("A rule about levels that cannot be is named with its field") {
  CHECK(fault(loud) == "none");
  CHECK(fault_with([](auto& r) { r.to = level::normal; }) == "rule_invalid level");
  CHECK(fault_with([](auto& r) { r.per_second = 0; }) == "rule_invalid per_second");
  CHECK(fault_with([](auto& r) { r.to = level::refuse; }) == "rule_invalid per_second");
  CHECK(fault_with([](auto& r) { r.refusals = 0; }) == "rule_invalid refusals");
  CHECK(fault_with([](auto& r) { r.when = level_cause::all_paths_open; }) ==
        "rule_invalid refusals");
}

TEST_CASE("A rule about levels that can never hold is named") {
  CHECK(fault_with([](auto& r) { r.business_types = {business_type::quick_pay}; }) ==
        "rule_never_holds business_types");
  CHECK(fault_with([](auto& r) { r.business_types = {payout}; }) ==
        "rule_never_holds business_types");
  CHECK(fault_with([](auto& r) {
          r.merchants = {merchant_id{"m2"}};
          r.business_types = {payout};
        }) == "rule_never_holds merchants");
  // Of others the file does not know: people may make them, and give them limits.
  CHECK(fault_with([](auto& r) { r.merchants = {merchant_id{"m3"}}; }) == "none");
  CHECK(fault_with([](auto& r) { r.merchants = {}; }) == "none");
}

TEST_CASE("A rule about levels that contradicts itself, or another, is named") {
  CHECK(fault_with([](auto& r) { r.per_second = 20; }) == "rule_contradicts per_second");
  CHECK(fault_with([](auto& r) { r.per_second = 19; }) == "none");
  auto held = loud;
  held.name = "held";
  held.to = level::accept_only;
  held.per_second = 0;
  CHECK(fault(held) == "rule_contradicts level");
  held.business_types = {code, payout};
  CHECK(fault(held) == "none");
  auto louder = loud;
  louder.name = "louder";
  louder.refusals = 20;
  CHECK(fault(louder, {loud}) == "rule_contradicts ");
  CHECK(fault(loud, {louder}) == "rule_contradicts ");
  louder.to = level::refuse;
  louder.per_second = 0;
  CHECK(fault(louder, {loud}) == "none");
  louder.refusals = 5;
  CHECK(fault(louder, {loud}) == "rule_contradicts ");
  louder.merchants = {};
  CHECK(fault(louder, {loud}) == "none");
}

TEST_CASE("Every cause of a level has a name, and no other word is one") {
  for (const auto& row : merchant::level_cause_rows) {
    CHECK(merchant::level_cause_from_name(row.name) == row.which);
    CHECK(merchant::name_of(row.which) == row.name);
  }
  CHECK_FALSE(merchant::level_cause_from_name("loud"));
}

}  // namespace sluice::test::level_rule_table_test
