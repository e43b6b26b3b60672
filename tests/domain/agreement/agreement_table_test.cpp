#include "domain/agreement/decide.hpp"

#include "base/overloaded.hpp"
#include "tests/catch.hpp"
#include "tests/domain/table.hpp"

namespace sluice::test::agreement_table_test {
namespace {

constexpr instant start{millis{1'800'000'000'000}};

instant minute(std::int64_t n) { return start + millis{n * 60'000}; }

agreement::requested wanted(std::uint8_t body) {
  return {.channel = channel_id{"alipay"},
          .key = channel_key{"K1"},
          .body = {body},
          .not_after = minute(15)};
}

agreement::finding finding_named(const std::string& name) {
  using agreement::finding;
  for (const auto f :
       {finding::unknown, finding::payer_asked, finding::in_force, finding::not_signed,
        finding::refused, finding::ended, finding::code_refused})
    if (name_of(f) == name) return f;
  FAIL("no finding is called " << name);
  return finding::unknown;
}

agreement::source source_named(const std::string& name) {
  using agreement::source;
  for (const auto s : {source::answer, source::query, source::notice, source::engine})
    if (name_of(s) == name) return s;
  FAIL("no source is called " << name);
  return source::engine;
}

agreement::command command_of(const std::vector<std::string>& words) {
  if (words[0] == "create") {
    const auto how = words.size() > 1 ? words[1] : std::string{};
    agreement::create out{wanted(how == "other" ? 2 : 1)};
    out.what.signed_while_paying = how == "while_paying";
    if (how == "card") out.what.card_shown = "****0018";
    return out;
  }
  if (words[0] == "end") return agreement::end{};
  if (words[0] == "code") {
    const auto how = words.size() > 1 ? words[1] : std::string{};
    constexpr std::string_view at = "at=";
    return agreement::give_code{
        .at = minute(how.starts_with(at) ? std::stol(how.substr(at.size())) : 3),
        .is_card_known = how != "forgotten"};
  }
  if (words[0] == "look") return agreement::look_again{};
  REQUIRE(words[0] == "hear");
  agreement::hear out{
      .said = {.found = finding_named(words.at(1)), .from = source_named(words.at(2))},
      .began = start};
  if (out.said.found == agreement::finding::in_force) out.said.reference = "2088";
  constexpr std::string_view began = "began=";
  if (words.size() > 3) out.began = minute(std::stol(words[3].substr(began.size())));
  return out;
}

std::string text_of(const agreement::event& e) {
  return std::visit(
      overloaded{
          [](const agreement::requested&) -> std::string { return "requested"; },
          [](const agreement::offered&) -> std::string { return "offered"; },
          [](const agreement::signed_by_payer&) -> std::string { return "signed_by_payer"; },
          [](const agreement::lapsed&) -> std::string { return "lapsed"; },
          [](const agreement::ending_requested& r) {
            return "ending_requested " + std::string(name_of(r.why));
          },
          [](const agreement::ended&) -> std::string { return "ended"; },
          [](const agreement::code_given& g) { return "code_given " + std::to_string(g.number); },
          [](const agreement::code_refused&) -> std::string { return "code_refused"; }},
      e);
}

std::string text_of(const agreement::effects& what) {
  std::string out;
  for (const auto& e : what.events) out += (out.empty() ? "" : ", ") + text_of(e);
  if (out.empty()) out = "nothing";
  if (!what.then) return out;
  switch (*what.then) {
    case agreement::call::offer: return out + ", then offer";
    case agreement::call::query: return out + ", then query";
    case agreement::call::end: return out + ", then end";
    case agreement::call::open: return out + ", then open";
  }
  return out;
}

}  // namespace

TEST_CASE("An agreement becomes what the table says") {
  for (const auto& section : read_table("agreement/agreement_table.txt")) {
    agreement::state s;
    for (const auto& line : section.lines) {
      INFO(line.where << " " << line.word);
      const auto said = decide(s, command_of(parts_of(line.word, ' ')));
      if (const auto* no = std::get_if<rejection>(&said)) {
        CHECK("refused " + std::string(name_of(no->code)) + ' ' + no->field == line.outcome);
        CHECK_FALSE(no->message.empty());
      } else {
        const auto& what = std::get<agreement::effects>(said);
        CHECK(text_of(what) == line.outcome);
        for (const auto& e : what.events)
          apply(s, e, std::holds_alternative<agreement::code_given>(e) ? minute(3) : start);
      }
      CHECK(name_of(s.stage) == line.holds);
    }
  }
}

TEST_CASE("An agreement that waits is looked at again, and no other") {
  agreement::state s;
  CHECK_FALSE(next_look(s, start));
  apply(s, wanted(1), start);
  CHECK(next_look(s, start) == start + millis{5000});
  CHECK(next_look(s, start + millis{5000}) == start + millis{15'000});
  apply(s, agreement::signed_by_payer{.reference = "2088"}, start);
  CHECK_FALSE(next_look(s, start));
  apply(s, agreement::ending_requested{}, minute(60));
  CHECK(next_look(s, minute(60)) == minute(60) + millis{5000});
  // However long it takes, it is asked about once in ten minutes.
  CHECK(*next_look(s, minute(6000)) - minute(6000) <= millis{600'000});
  apply(s, agreement::ended{}, minute(6000));
  CHECK_FALSE(next_look(s, minute(6000)));
}

}  // namespace sluice::test::agreement_table_test
