#include "domain/approval/decide.hpp"
#include "tests/catch.hpp"
#include "tests/domain/table.hpp"

namespace sluice::test::approval_table_test {
namespace {

constexpr instant start{millis{1'800'000'000'000}};

approval::proposed resolve_by_li(std::uint8_t persons) {
  return {.what = resolve_order{{merchant_id{"m1"}, order_no{"A-1"}},
                                {order::resolution::paid, "li", "seen in the books"}},
          .about = "order/m1/A-1",
          .position = 7,
          .persons = persons,
          .by = access::principal_id{"li-account"},
          .until = start + approval::time_to_agree};
}

bool says(const std::vector<std::string>& words, std::string_view what) {
  return std::find(words.begin(), words.end(), what) != words.end();
}

approval::command command_of(const std::vector<std::string>& words) {
  if (words[0] == "propose") return approval::propose{resolve_by_li(says(words, "alone") ? 1 : 2)};
  if (words[0] == "confirm")
    return approval::confirm{
        .position = std::stoul(words.at(2)),
        .by = access::principal_id{words.at(1) + (says(words, "again") ? "-again" : "-account")},
        .who = {words.at(1), "I saw it too"}};
  if (words[0] == "finish") return approval::finish{};
  if (words[0] == "give") return approval::give_up{words.at(2)};
  REQUIRE(words[0] == "look");
  return approval::look_again{};
}

approval::surroundings around(const std::vector<std::string>& words) {
  approval::surroundings out{
      .now = start,
      .position = says(words, "moved") ? 8U : 7U,
      .is_proposer_entitled = !says(words, "proposer-out"),
      .is_second_entitled = !says(words, "second-out")};
  constexpr std::string_view minutes = "minutes=";
  for (const auto& w : words)
    if (w.starts_with(minutes)) out.now += millis{std::stol(w.substr(minutes.size())) * 60'000};
  return out;
}

std::string text_of(const std::optional<approval::event>& e) {
  if (!e) return "nothing";
  if (std::holds_alternative<approval::proposed>(*e)) return "proposed";
  if (std::holds_alternative<approval::carried_out>(*e)) return "carried_out";
  if (const auto* c = std::get_if<approval::confirmed>(&*e))
    return "confirmed " + c->who.operator_name;
  return "lapsed " + std::string(name_of(std::get<approval::lapsed>(*e).why));
}

}  // namespace

TEST_CASE("A proposal becomes what the table says") {
  for (const auto& section : read_table("approval/approval_table.txt")) {
    approval::state s;
    for (const auto& line : section.lines) {
      INFO(line.where << " " << line.word);
      const auto words = parts_of(line.word, ' ');
      const auto said = decide(s, command_of(words), around(words));
      if (const auto* no = std::get_if<rejection>(&said)) {
        CHECK("refused " + std::string(name_of(no->code)) +
                  (no->field.empty() ? "" : ' ' + no->field) ==
              line.outcome);
        CHECK_FALSE(no->message.empty());
      } else {
        const auto& event = std::get<std::optional<approval::event>>(said);
        CHECK(text_of(event) == line.outcome);
        if (event) apply(s, *event, start);
      }
      CHECK(name_of(s.stage) == line.holds);
    }
  }
}

TEST_CASE("What is void is said with its reason") {
  for (const auto why : {approval::lapse::too_late, approval::lapse::moved,
                         approval::lapse::not_entitled, approval::lapse::refused}) {
    const auto no = approval::why_void({why, "order_needs_no_operator"});
    CHECK(no.code == rejection_code::proposal_void);
    CHECK(no.message.find("proposed anew") != std::string::npos);
  }
}

}  // namespace sluice::test::approval_table_test
