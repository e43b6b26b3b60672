/// The level of the whole engine, as degradation_table.txt tells it, and in which words it refuses.

#include "domain/degradation/decide.hpp"
#include "tests/catch.hpp"
#include "tests/domain/table.hpp"

namespace sluice::test::degradation_table_test {
namespace {

using namespace std::chrono_literals;

constexpr auto code = business_type::payment_code;
constexpr auto payout = business_type::payout;
const signed_by li{"li", "because"};
const degradation::surroundings around{
    {{.id = channel_id{"codes"}, .business_types = {code}},
     {.id = channel_id{"wide"}, .business_types = {code, payout}},
     {.id = channel_id{"bank"}, .business_types = {payout}}}};

instant at_second(const std::string& text) {
  return instant{std::chrono::seconds{std::stoll(text)}};
}

degradation::degrade command_of(const std::string& word, instant now) {
  auto named = named_values(word);
  degradation::degrade out{.what = {}, .who = li, .asked_at = now};
  out.what.to = *degradation::level_from_name(named.at("level"));
  for (const auto& name : parts_of(named["types"], ','))
    out.what.business_types.push_back(*business_type_from_name(name));
  for (const auto& name : parts_of(named["channels"], ',')) out.what.channels.emplace_back(name);
  if (named.contains("after")) out.what.restored_after = std::stoull(named.at("after"));
  if (named.contains("until")) out.what.until = at_second(named.at("until"));
  return out;
}

/// "find incarnation=7 after=57": the log says so of itself.
std::string find_restored(degradation::state& s, const std::string& word, instant now) {
  auto named = named_values(word);
  const degradation::restoration found{
      std::stoull(named.at("incarnation")), std::stoull(named.at("after"))};
  const auto said = decide(s, degradation::find_restored{found}, around);
  const auto& events = std::get<std::vector<degradation::event>>(said);
  for (const auto& e : events) apply(s, e, now);
  return events.empty() ? "nothing" : "restored";
}

std::string hear(degradation::state& s, const std::string& word, instant now) {
  if (word.find("find ") != std::string::npos) return find_restored(s, word, now);
  const auto said = decide(s, command_of(word, now), around);
  if (const auto* no = std::get_if<rejection>(&said)) {
    CHECK_FALSE(no->message.empty());
    return "refused " + std::string(name_of(no->code)) + ' ' + no->field;
  }
  const auto& events = std::get<std::vector<degradation::event>>(said);
  if (events.empty()) return "nothing";
  for (const auto& e : events) apply(s, e, now);
  CHECK(s.from == origin_of(li, now));
  return "degraded";
}

std::string text_of(const degradation::level_wish* w) {
  if (w == nullptr) return "all";
  std::string types, channels;
  for (const auto t : w->business_types) {
    types += (types.empty() ? "" : ",") + std::string(name_of(t));
    for (const auto& c : w->channels) CHECK(lists(*w, t, c));
  }
  for (const auto& c : w->channels) channels += (channels.empty() ? "" : ",") + c.value();
  return types + " by " + channels;
}

const degradation::level_wish payouts_by_bank{
    .to = degradation::level::essential,
    .business_types = {payout},
    .channels = {channel_id{"bank"}},
    .until = instant{1'767'322'800'000ms}};

}  // namespace

TEST_CASE("The engine takes on what the table says") {
  for (const auto& section : read_table("settings/degradation_table.txt")) {
    degradation::state s;
    for (const auto& line : section.lines) {
      INFO(line.where << " " << line.word);
      const auto now = at_second(line.word);
      if (line.outcome != "-") CHECK(hear(s, line.word, now) == line.outcome);
      const auto taken = text_of(in_force(s.now, now));
      CHECK((is_restored(s.now) ? taken + ", restored" : taken) == line.holds);
      CHECK(is_unusual(s.now, now) == (line.holds != "all"));
    }
  }
}

TEST_CASE("The file's rules replace those before, each of their own, and touch nobody's word") {
  const merchant::level_rule loud{.name = "loud", .to = merchant::level::refuse};
  const order::risk_rules payouts{.asks = {{payout, order::risk_silence::blocks}}};
  degradation::state s;
  CHECK(hear(s, "0 degrade level=essential types=payout channels=bank", instant{}) == "degraded");
  const auto before = s.now;
  const auto take = [&](const degradation::take_over& file) {
    const auto said = decide(s, file, around);
    const auto& events = std::get<std::vector<degradation::event>>(said);
    for (const auto& e : events) apply(s, e, instant{1s});
    CHECK(s.rules == file.rules);
    CHECK(s.risk == file.risk);
    return events.size();
  };
  CHECK(take({}) == 0);
  CHECK(take({.rules = {loud}}) == 1);
  CHECK(take({.rules = {loud}}) == 0);
  CHECK(take({.rules = {loud}, .risk = payouts}) == 1);
  auto longer = payouts;
  longer.within = 80ms;
  CHECK(take({.rules = {}, .risk = longer}) == 2);
  CHECK(take({}) == 1);
  CHECK(s.now == before);
  CHECK(s.from == origin_of(li, instant{}));
}

TEST_CASE("What is listed is a business type and a channel") {
  CHECK(lists(payouts_by_bank, payout, channel_id{"bank"}));
  CHECK_FALSE(lists(payouts_by_bank, code, channel_id{"bank"}));
  CHECK_FALSE(lists(payouts_by_bank, payout, channel_id{"wide"}));
}

TEST_CASE("Who is refused hears what is still taken, and when to come again") {
  const auto other_type = why_refused(payouts_by_bank, code);
  CHECK(other_type.code == rejection_code::engine_essential);
  CHECK(is_retryable(other_type.code));
  CHECK(other_type.field == "business_type");
  CHECK(other_type.message ==
        "for a while the engine takes only what is essential: new orders by payout; those there "
        "are go on; send it again at 2026-01-02T03:00:00.000Z");
  const auto other_channel = why_refused(payouts_by_bank, payout);
  CHECK(other_channel.field.empty());
  CHECK(other_channel.message ==
        "for a while the engine takes only what is essential: new orders by payout, and none "
        "by a channel that could take this one; those there are go on; send it again at "
        "2026-01-02T03:00:00.000Z");
  auto for_long = payouts_by_bank;
  for_long.until.reset();
  CHECK(why_side_work_is_off(for_long).message ==
        "for a while the engine does only what is essential, and this can wait; send it again "
        "later");
}

TEST_CASE("Every level of the engine has a name, and no other word is one") {
  for (const auto& row : degradation::level_rows) {
    CHECK(degradation::level_from_name(row.name) == row.which);
    CHECK(degradation::name_of(row.which) == row.name);
  }
  for (const auto* word : {"", "Normal", "refuse", "off"})
    CHECK_FALSE(degradation::level_from_name(word));
}

}  // namespace sluice::test::degradation_table_test
