#include "adapters/notices/letter.hpp"

#include <nlohmann/json.hpp>

#include "tests/adapters/notices/sent.hpp"
#include "tests/catch.hpp"

namespace sluice::test::letter_test {
TEST_CASE("a letter says for programs what it says for people, and is no other log's") {
  const auto l = a_letter();
  CHECK(l.id == "alarm-7@log1.sluice");
  CHECK(l.answers.empty());
  CHECK(l.kind == "network_channel");
  CHECK(l.subject == "wechat: calls to a channel fail one after the other");
  CHECK(nlohmann::json::parse(l.json) ==
        nlohmann::json{
            {"alarm", 7},
            {"kind", "network_channel"},
            {"urgency", "act_now"},
            {"step", "fired"},
            {"nth", 1},
            {"key", "wechat"},
            {"at", "2026-01-02T03:04:05.678Z"},
            {"since", "2026-01-02T03:04:05.678Z"},
            {"count", 12},
            {"orders", 0},
            {"detail", "12 calls in a row had no answer"},
            {"id", "alarm-7@log1.sluice"},
            {"subject", l.subject},
            {"text", l.text}});
  CHECK(nlohmann::json::parse(a_letter(a_notice(), "alarm-7.2.9", "alarm-7").json)["answers"] ==
        "alarm-7@log1.sluice");
}

TEST_CASE("a digest's letter has every notice") {
  const auto l = a_letter(
      alarm::digest{.told = {a_notice("wechat"), a_notice("alipay")}, .more = 3}, "digest-mail.1");
  CHECK(l.kind == "digest");
  const auto read = nlohmann::json::parse(l.json);
  REQUIRE(read["notices"].size() == 2);
  CHECK(read["notices"][1]["key"] == "alipay");
  CHECK(read["more"] == 3);
}

TEST_CASE("bytes that are no text do not spoil a letter") {
  const auto l = a_letter(a_notice("we\xff\"chat\n"));
  CHECK(nlohmann::json::parse(l.json)["key"] == "we\uFFFD\"chat\n");
}

}  // namespace sluice::test::letter_test
