#include "adapters/system/log_lines.hpp"

#include <nlohmann/json.hpp>

#include "tests/catch.hpp"

using namespace sluice;
using nlohmann::json;

namespace {

const log_instant noon{std::chrono::sys_days{std::chrono::year{2024} / 5 / 1} +
                       std::chrono::hours{12} + std::chrono::microseconds{42}};

json parsed(const note& n) {
  const auto line = json_line(n, noon);
  CAPTURE(line);
  CHECK(line.find('\n') == std::string::npos);
  return json::parse(line);
}

}  // namespace

TEST_CASE("times are RFC 3339 with microseconds in UTC") {
  CHECK(rfc3339(noon) == "2024-05-01T12:00:00.000042Z");
  CHECK(rfc3339(log_instant{}) == "1970-01-01T00:00:00.000000Z");
}

TEST_CASE("a note becomes one JSON object with its fields") {
  const auto j = parsed({.level = severity::warning,
                         .event = "result_conflicted",
                         .message = "The channel changed its mind.",
                         .fields = {{"order", "m1/A-1"}, {"channel", "alipay"}}});
  CHECK(j == json{{"ts", "2024-05-01T12:00:00.000042Z"},
                  {"level", "warning"},
                  {"msg", "The channel changed its mind."},
                  {"event", "result_conflicted"},
                  {"order", "m1/A-1"},
                  {"channel", "alipay"}});
}

TEST_CASE("a JSON line stays JSON whatever the message holds") {
  const std::string nasty = "quote \" backslash \\ newline \n tab \t nul \x01 中文";
  const auto j = parsed({.event = "e", .message = nasty, .fields = {{"f", nasty}}});
  CHECK(j["msg"] == nasty);
  CHECK(j["f"] == nasty);
}

TEST_CASE("bytes that are not UTF-8 are replaced in a JSON line") {
  const auto j = parsed({.event = "e", .message = "bad \xff\xfe bytes \xc3"});
  CHECK(j["msg"].get<std::string>().find("bad ") == 0);
}

TEST_CASE("a field cannot hide the level or the time") {
  const auto j = parsed(
      {.level = severity::critical, .event = "e", .fields = {{"level", "debug"}, {"ts", "never"}}});
  CHECK(j["level"] == "critical");
  CHECK(j["level_"] == "debug");
  CHECK(j["ts_"] == "never");
}

TEST_CASE("suppressed notes are counted in the line that gets through") {
  CHECK(json::parse(json_line({.event = "e"}, noon, 7))["left_out"] == 7);
  CHECK(text_line({.event = "e", .message = "m"}, noon, 7) ==
        "2024-05-01T12:00:00.000042Z info     e: m left_out=7");
}

TEST_CASE("a text line quotes values with spaces and escapes control characters") {
  const note n{.level = severity::warning,
               .event = "e",
               .message = "two\nlines \x1b[31m",
               .fields = {{"a", "plain"}, {"b", "with space"}, {"c", ""}, {"d", "x\ny"}}};
  CHECK(text_line(n, noon) ==
        "2024-05-01T12:00:00.000042Z warning  e: two\\nlines \\u001b[31m a=plain b=\"with space\" "
        "c=\"\" d=\"x\\ny\"");
}

// NOLINTBEGIN(misc-misleading-bidirectional): just such characters are what must be escaped
TEST_CASE("what could move a cursor or turn a line around is escaped in both forms") {
  const std::string nasty = "\x7f \xc2\x9b[2J \xe2\x80\xae \xe2\x80\xa8 \xe2\x81\xa6";
  const std::string kept = "caf\xc3\xa9 \xc2\xa0 \xe2\x80\xa6 \xe4\xb8\xad \\ \"";
  const note n{.event = "e", .message = nasty + kept, .fields = {{"f", nasty}, {"g", kept}}};
  const auto j = parsed(n);
  CHECK(j["msg"] == nasty + kept);  // escaped, so a reader of JSON gets it back
  const auto escaped = std::string(R"(\u007f \u009b[2J \u202e \u2028 \u2066)");
  CHECK(json_line(n, noon).find("\"f\":\"" + escaped + '"') != std::string::npos);
  CHECK(text_line(n, noon).find("e: " + escaped + kept) != std::string::npos);
  for (const auto& line : {json_line(n, noon), text_line(n, noon)})
    for (const auto* raw : {"\x7f", "\xc2\x9b", "\xe2\x80\xae", "\xe2\x80\xa8", "\xe2\x81\xa6"})
      CHECK(line.find(raw) == std::string::npos);
}
// NOLINTEND(misc-misleading-bidirectional)

TEST_CASE("a long text is cut where a character begins, and its size is told") {
  const std::string longest(1024, 'x');
  CHECK(parsed({.event = "e", .message = longest})["msg"] == longest);
  const auto cut =
      parsed({.event = "e", .message = longest + 'x', .fields = {{"f", longest + 'x'}}});
  CHECK(cut["msg"] == longest + "... (1025 bytes)");
  CHECK(cut["f"] == longest + "... (1025 bytes)");
  const std::string wide = longest.substr(1) + "\xe4\xb8\xad";
  CHECK(parsed({.event = "e", .message = wide})["msg"] == longest.substr(1) + "... (1026 bytes)");
  const std::string megabyte(1U << 20U, '\x1b');
  CHECK(json_line({.event = "e", .message = megabyte, .fields = {{"f", megabyte}}}, noon).size() <
        16'000);
  CHECK(text_line({.event = "e", .message = megabyte}, noon).size() < 8'000);
}

TEST_CASE("severities have names in both directions") {
  for (const auto s : {severity::debug, severity::info, severity::warning, severity::critical})
    CHECK(severity_from_name(name_of(s)) == s);
  CHECK(severity_from_name("loud") == std::nullopt);
}
