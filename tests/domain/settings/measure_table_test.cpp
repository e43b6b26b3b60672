/// Levels and promotions of a merchant, as measure_table.txt tells them, and in which words
/// refused.

#include "domain/merchant/ceilings.hpp"
#include "domain/merchant/decide.hpp"
#include "domain/merchant/quota.hpp"
#include "tests/catch.hpp"
#include "tests/domain/table.hpp"

namespace sluice::test::measure_table_test {
namespace {

using namespace std::chrono_literals;
using merchant::limited_by;

const std::vector<merchant::channel_reach> no_channels;
const merchant::surroundings around{merchant_id{"m1"}, no_channels};
const signed_by li{"li", "because"};
constexpr auto code = business_type::payment_code;
constexpr auto payout = business_type::payout;

instant at_second(const std::string& text) {
  return instant{std::chrono::seconds{std::stoll(text)}};
}

template <class Wish>
merchant::measure_wanted<Wish> wanted(const std::map<std::string, std::string>& named,
                                      instant now) {
  merchant::measure_wanted<Wish> out{.what = {}, .who = li, .asked_at = now};
  if (named.contains("type")) out.type = business_type_from_name(named.at("type"));
  if (named.contains("until")) out.what.until = at_second(named.at("until"));
  return out;
}

merchant::command command_of(const std::string& word, instant now) {
  const auto named = named_values(word);
  if (word.find(" degrade") != std::string::npos) {
    auto out = wanted<merchant::level_wish>(named, now);
    out.what.to = *merchant::level_from_name(named.at("level"));
    if (named.contains("per_second")) out.what.per_second = std::stoll(named.at("per_second"));
    return out;
  }
  REQUIRE(word.find(" promote") != std::string::npos);
  auto out = wanted<merchant::promotion_wish>(named, now);
  out.what.times = std::stoll(named.at("times"));
  if (named.contains("from")) out.what.from = at_second(named.at("from"));
  return out;
}

template <class Measure>
std::string text_of(const std::string& name, const Measure& m) {
  CHECK(m.merchant == around.merchant);
  CHECK(m.who == decltype(m.who){li});
  return name + (m.type ? ' ' + std::string(name_of(*m.type)) : "");
}

std::string text_of(const std::vector<merchant::event>& all) {
  if (all.empty()) return "nothing";
  REQUIRE(all.size() == 1);
  const auto* degraded = std::get_if<merchant::degraded>(&all.front());
  return degraded != nullptr ? text_of("degraded", *degraded)
                             : text_of("promoted", std::get<merchant::promoted>(all.front()));
}

std::string number(std::int64_t most) { return most == 0 ? "-" : std::to_string(most); }

std::string text_of(const merchant::ceilings& c) {
  CHECK(may_start(c) == (!c.is_held && c.refuses == nullptr));
  if (c.refuses != nullptr) return "refused";
  return number(c.commands_per_second) + ' ' + number(c.orders_in_flight) +
         (c.is_throttled ? " throttled" : "") + (c.is_held ? " held" : "");
}

merchant::state with_limits() {
  return {.life = merchant::life::active,
          .limits = {{{code, limited_by::commands_per_second}, 10},
                     {{code, limited_by::orders_in_flight}, 100}}};
}

std::string why_refused(merchant::level to, std::optional<instant> until) {
  const auto no = merchant::why_refused({.to = to, .until = until}, payout);
  CHECK(no.code == rejection_code::merchant_degraded);
  CHECK(is_retryable(no.code));
  CHECK(no.field == "merchant");
  return no.message;
}

}  // namespace

TEST_CASE("Levels and promotions hold for as long as the table says") {
  for (const auto& section : read_table("settings/measure_table.txt")) {
    auto s = with_limits();
    for (const auto& line : section.lines) {
      INFO(line.where << " " << line.word);
      const auto now = at_second(line.word);
      if (line.outcome != "-") {
        const auto said = decide(s, command_of(line.word, now), around);
        if (const auto* no = std::get_if<rejection>(&said)) {
          CHECK("refused " + std::string(name_of(no->code)) + ' ' + no->field == line.outcome);
          CHECK_FALSE(no->message.empty());
        } else {
          const auto& events = std::get<std::vector<merchant::event>>(said);
          CHECK(text_of(events) == line.outcome);
          for (const auto& e : events) apply(s, e, now);
        }
      }
      CHECK(text_of(ceilings_of(s, code, now)) + "; " + text_of(ceilings_of(s, payout, now)) ==
            line.holds);
    }
  }
}

TEST_CASE("A merchant that does not exist has no level") {
  const merchant::degrade word{.what = {.to = merchant::level::refuse}, .who = li};
  CHECK(std::get<rejection>(decide({}, word, around)).code == rejection_code::merchant_unknown);
}

TEST_CASE("Who wanted a level is remembered") {
  auto s = with_limits();
  apply(s, merchant::degraded{around.merchant, payout, {.to = merchant::level::refuse}, li},
        instant{5ms});
  CHECK(s.levels.at(payout).from == origin_of(li, instant{5ms}));
  CHECK_FALSE(s.levels.contains(code));
}

TEST_CASE("A degraded merchant is told when to come again") {
  CHECK(why_refused(merchant::level::refuse, {}) ==
        "no new orders of this merchant by payout are taken for a while; those it has go on; send "
        "it again later");
  CHECK(why_refused(merchant::level::accept_only, instant{1'767'322'800'000ms}) ==
        "no new orders of this merchant by payout are started for a while; those it has go on; "
        "send it again at 2026-01-02T03:00:00.000Z");
}

TEST_CASE("A throttled merchant is told how long to wait") {
  merchant::quota q;
  const merchant::ceilings most{.commands_per_second = 1, .is_throttled = true};
  CHECK_FALSE(q.take(most, code, {100, currency::cny}, instant{}));
  const auto no = q.take(most, code, {100, currency::cny}, instant{} + 300ms);
  REQUIRE(no);
  CHECK(no->code == rejection_code::merchant_degraded);
  CHECK(no->message ==
        "this merchant may send 1 orders a second by payment_code for a while; send it again in "
        "700 ms");
}

TEST_CASE("Every level has a name, and no other word is one") {
  for (const auto& row : merchant::level_rows) {
    CHECK(merchant::level_from_name(row.name) == row.which);
    CHECK(merchant::name_of(row.which) == row.name);
  }
  for (const auto* word : {"", "Normal", "refused", "off"})
    CHECK_FALSE(merchant::level_from_name(word));
}

}  // namespace sluice::test::measure_table_test
