#include "adapters/api/traceparent.hpp"

#include "tests/catch.hpp"

namespace sluice::api {
namespace {

const std::string trace = "4bf92f3577b34da6a3ce929d0e0e4736";
const std::string parent = "00f067aa0ba902b7";
const std::string good = "00-" + trace + '-' + parent + "-01";

}  // namespace

TEST_CASE("a valid traceparent of version 00 stays as it came") {
  for (const std::string flags : {"00", "01", "03", "ff"}) {
    const auto header = "00-" + trace + '-' + parent + '-' + flags;
    CHECK(usable_traceparent(header) == header);
  }
}

TEST_CASE("of a later version what version 00 knows is used") {
  for (const std::string version : {"01", "0f", "a0", "fe"}) {
    const auto fields = '-' + trace + '-' + parent + '-';
    CHECK(usable_traceparent(version + fields + "01") == good);
    CHECK(usable_traceparent(version + fields + "01-") == good);
    CHECK(usable_traceparent(version + fields + "fb-what\xff else") == good);
    CHECK(usable_traceparent(version + fields + "f2") == "00" + fields + "00");
    CHECK(usable_traceparent(version + fields + "01x").empty());
  }
}

TEST_CASE("what W3C calls invalid counts as absent") {
  const std::string zeros(32, '0');
  for (const auto& bad : std::vector<std::string>{
           "",
           "a",
           std::string(55, '-'),
           std::string(128, '-'),
           "00-" + zeros + '-' + parent + "-01",
           "00-" + trace + '-' + zeros.substr(0, 16) + "-01",
           "ff-" + trace + '-' + parent + "-01",
           "ff-" + trace + '-' + parent + "-01-x",
           "FE-" + trace + '-' + parent + "-01",
           "0g-" + trace + '-' + parent + "-01",
           "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + parent + "-01",
           "00-" + trace + '-' + parent + "-0g",
           "00-" + trace + '_' + parent + "-01",
           "00_" + trace + '-' + parent + "-01",
           "00-" + trace.substr(1) + "--" + parent + "-01",
           good.substr(0, 54),
           good + '0',
           good + "-00",
           good + ' ',
           ' ' + good,
           "0-" + trace + '-' + parent + "-001",
           std::string("00-") + '\0' + trace.substr(1) + '-' + parent + "-01",
           good + std::string(1, '\0')}) {
    CAPTURE(bad);
    CHECK(usable_traceparent(bad).empty());
  }
}

}  // namespace sluice::api
