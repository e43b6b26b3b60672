#include "domain/channel/decide.hpp"
#include "domain/policy.hpp"
#include "tests/catch.hpp"
#include "tests/domain/table.hpp"

namespace sluice::test::channel_table_test {
namespace {

using names_and_values = std::map<std::string, std::string>;

const channel::surroundings around{channel_id{"wechat"}, millis{6000}};

template <class T>
void put(const names_and_values& from, std::string_view name, T& into) {
  const auto known = from.find(std::string(name));
  if (known == from.end()) return;
  if constexpr (requires { into.count(); })
    into = millis{std::stoll(known->second)};
  else
    into = static_cast<T>(std::stoll(known->second));
}

channel::limits limits_of(const names_and_values& values) {
  channel::limits out;
  channel::each_setting([&](channel::setting s, auto channel::limits::* value, auto) {
    put(values, row_of(s).name, out.*value);
  });
  return out;
}

channel::limits_change change_of(const names_and_values& values) {
  channel::limits_change out;
  const auto all = limits_of(values);
  channel::each_setting([&](channel::setting s, auto channel::limits::* value,
                            auto channel::limits_change::* wanted) {
    if (values.contains(std::string(row_of(s).name))) out.*wanted = all.*value;
  });
  return out;
}

channel::command command_of(const std::string& word) {
  if (word.starts_with("file")) return channel::take_over{limits_of(named_values(word))};
  REQUIRE(word.starts_with("set"));
  return channel::change{change_of(named_values(word)), {"li", "because"}};
}

template <class T>
std::string text(const T& value) {
  if constexpr (requires { value.count(); })
    return std::to_string(value.count());
  else
    return std::to_string(static_cast<std::int64_t>(value));
}

std::string text_of(const std::optional<channel::event>& e) {
  if (!e) return "nothing";
  if (std::holds_alternative<channel::configured>(*e)) return "configured";
  std::string out;
  channel::each_setting([&](channel::setting s, auto, auto channel::limits_change::* wanted) {
    const auto& value = std::get<channel::changed>(*e).what.*wanted;
    if (value)
      out += (out.empty() ? "changed " : ", ") + std::string(row_of(s).name) + ' ' + text(*value);
  });
  return out;
}

std::string text_of(const channel::state& s) {
  std::string out;
  channel::each_setting([&](channel::setting which, auto channel::limits::* value, auto) {
    const auto& from = s.from[static_cast<std::size_t>(which)];
    if (from.by == author::nobody) return;
    out += (out.empty() ? "" : ", ") + std::string(row_of(which).name) + ' ' + text(s.now.*value) +
           ' ' + (from.by == author::file ? "file" : from.person);
  });
  return out;
}

}  // namespace

TEST_CASE("A channel's settings become what the table says") {
  for (const auto& section : read_table("settings/channel_table.txt")) {
    channel::state s;
    instant now{};
    for (const auto& line : section.lines) {
      INFO(line.where << " " << line.word);
      const auto said = decide(s, command_of(line.word), around);
      if (const auto* no = std::get_if<rejection>(&said)) {
        CHECK("refused " + std::string(name_of(no->code)) +
                  (no->field.empty() ? "" : ' ' + no->field) ==
              line.outcome);
        CHECK_FALSE(no->message.empty());
      } else {
        const auto& event = std::get<std::optional<channel::event>>(said);
        CHECK(text_of(event) == line.outcome);
        now += millis{1000};
        if (event) apply(s, *event, now);
      }
      CHECK(text_of(s) == line.holds);
    }
  }
}

TEST_CASE("Who said it is kept with when and why") {
  channel::state s;
  apply(s, channel::configured{around.channel, {}}, instant{millis{1000}});
  apply(s, channel::changed{around.channel, {.enabled = false}, {"li", "the line is being mended"}},
        instant{millis{2000}});
  CHECK(s.from[static_cast<std::size_t>(channel::setting::enabled)] ==
        origin{author::person, "li", "the line is being mended", instant{millis{2000}}});
  CHECK(s.from[static_cast<std::size_t>(channel::setting::max_in_flight)] ==
        origin{.by = author::file, .since = instant{millis{1000}}});
}

TEST_CASE("No call waits longer than the times of the file allow, whatever a person once said") {
  channel::state s;
  apply(s, channel::configured{around.channel, {}}, instant{});
  apply(s, channel::changed{around.channel, {.queue_deadline = millis{6000}}, {"li", "why"}},
        instant{});
  CHECK(in_force(s, around).queue_deadline == millis{6000});
  CHECK(in_force(s, {around.channel, millis{100}}).queue_deadline == millis{100});
}

TEST_CASE("A call's turn and its time-out must be over before a revoke") {
  CHECK(longest_queue_deadline({}) == millis::max());
  CHECK(longest_queue_deadline({{business_type::payout, {.call_timeout = millis{10}}}}) ==
        millis::max());
  CHECK(longest_queue_deadline(
            {{business_type::payment_code,
              {.call_timeout = millis{10}, .revoke_never_before = millis{50}}},
             {business_type::quick_pay,
              {.call_timeout = millis{20}, .revoke_never_before = millis{45}}}}) == millis{25});
}

}  // namespace sluice::test::channel_table_test
