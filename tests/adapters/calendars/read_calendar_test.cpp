// The calendars that the program brings along, and files that are wrong.

#include "adapters/calendars/read_calendar.hpp"

#include <fstream>

#include "domain/ledger/day.hpp"
#include "tests/catch.hpp"

namespace sluice::test::read_calendar_test {
namespace {

using namespace settlement;

/// "01-01 01-02": a text that is as easily checked against the notice as the notice itself.
std::string days_of(const std::vector<day_number>& days) {
  std::string out;
  for (const auto day : days) out += (out.empty() ? "" : " ") + ledger::text_of(day).substr(5);
  return out;
}

const notice& of(const calendar& known, std::int32_t year) { return known.notices().at(year); }

calendar load(const std::vector<std::string>& files) {
  auto read = load_calendar(files);
  REQUIRE(std::holds_alternative<calendar>(read));
  return std::get<calendar>(std::move(read));
}

std::string faults(std::string_view text) {
  const auto read = read_calendar(text, "2027.toml");
  const auto* const problems = std::get_if<calendar_problems>(&read);
  if (problems == nullptr) return "none";
  std::string out;
  for (const auto& p : *problems) out += to_string(p) + '\n';
  return out;
}

/// A file that is gone with the test.
class written_file {
 public:
  written_file(std::string path, std::string_view text) : path_(std::move(path)) {
    std::ofstream(path_) << text;
  }
  ~written_file() { std::remove(path_.c_str()); }
  written_file(const written_file&) = delete;
  written_file& operator=(const written_file&) = delete;
  [[nodiscard]] const std::string& path() const noexcept { return path_; }

 private:
  std::string path_;
};

}  // namespace

TEST_CASE(
    "every calendar that is shipped is without a fault, and of the year that it is named by") {
  for (const auto& file : shipped_calendars()) {
    CAPTURE(file.name);
    const auto read = read_calendar(file.text, std::string(file.name));
    REQUIRE(std::holds_alternative<notice>(read));
    const auto& n = std::get<notice>(read);
    CHECK(std::string(file.name) == "china/" + std::to_string(n.year) + ".toml");
    CHECK(n.source.find("部分节假日安排的通知") != std::string::npos);
  }
}

TEST_CASE("the days of 2025 and 2026 are those of the notices") {
  const auto known = load({});
  CHECK(days_of(of(known, 2025).off) ==
        "01-01 01-28 01-29 01-30 01-31 02-01 02-02 02-03 02-04 04-04 04-05 04-06 05-01 05-02 05-03 "
        "05-04 05-05 05-31 06-01 06-02 10-01 10-02 10-03 10-04 10-05 10-06 10-07 10-08");
  CHECK(days_of(of(known, 2025).make_up) == "01-26 02-08 04-27 09-28 10-11");
  CHECK(days_of(of(known, 2026).off) ==
        "01-01 01-02 01-03 02-15 02-16 02-17 02-18 02-19 02-20 02-21 02-22 02-23 04-04 04-05 04-06 "
        "05-01 05-02 05-03 05-04 05-05 06-19 06-20 06-21 09-25 09-26 09-27 10-01 10-02 10-03 10-04 "
        "10-05 10-06 10-07");
  CHECK(days_of(of(known, 2026).make_up) == "01-04 02-14 02-28 05-09 09-20 10-10");
}

TEST_CASE("a file that is wrong says where and how, of everything at once") {
  CHECK(faults("") ==
        "2027.toml:1: year is missing; it takes a whole number\n"
        "2027.toml:1: version is missing; it takes a whole number\n"
        "2027.toml:1: source is missing; it takes text in quotes: the notice's title, number and "
        "date\n"
        "2027.toml:1: off is missing; it takes a list of days, such as [2026-01-01, 2026-01-02]\n"
        "2027.toml:1: make_up is missing; it takes a list of days, such as [2026-01-01, "
        "2026-01-02]\n");
  CHECK(faults("year = \"2027\"\nversion = -1\nsource = 7\nof = []\noff = 2027-01-01\n"
               "make_up = [\n2027-01-02,\n\"2027-01-03\"]\n") ==
        "2027.toml:1: year must be a whole number\n"
        "2027.toml:2: version must be a whole number\n"
        "2027.toml:3: source must be text in quotes: the notice's title, number and date\n"
        "2027.toml:4: unknown key \"of\"; did you mean \"off\"? (allowed: year, version, source, "
        "off, make_up)\n"
        "2027.toml:5: off must be a list of days, such as [2026-01-01, 2026-01-02]\n"
        "2027.toml:8: make_up must be a list of days, such as [2026-01-01, 2026-01-02]\n");
  CHECK(faults("year = 2027\nversion = 0\nsource = \"\"\noff = [\n2027-01-01,\n2028-01-01,\n"
               "2027-01-02,\n2027-01-01]\nmake_up = [2027-01-02,\n2027-01-04]\n") ==
        "2027.toml:2: version is 0; the first one is 1, and each change counts on\n"
        "2027.toml:3: source is empty; it says the notice's title, number and date\n"
        "2027.toml:6: 2028-01-01 is not of 2027 nor of the December before it\n"
        "2027.toml:8: 2027-01-01 is named twice\n"
        "2027.toml:9: 2027-01-02 is a day off and a make-up day as well\n"
        "2027.toml:10: 2027-01-04 is worked anyway: a make-up day is a Saturday or Sunday\n");
  CHECK(faults("year = 2027\nversion = 1\nsource = \"\"\noff = [2027-02-30]\n")
            .starts_with("2027.toml:4: "));
  CHECK(
      faults(
          "year = 2027\nversion = 1\nsource = \"a notice\"\noff = [2027-01-01]\nmake_up = []\n") ==
      "none");
}

TEST_CASE("a file of one's own takes the place of the shipped one of its year") {
  const auto text = [](int year, int version, const char* day) {
    return "year = " + std::to_string(year) + "\nversion = " + std::to_string(version) +
           "\nsource = \"a notice\"\noff = [" + day + "]\nmake_up = []\n";
  };
  const written_file changed("calendar_2026_test.toml", text(2026, 2, "2026-01-01"));
  const written_file later("calendar_2027_test.toml", text(2027, 1, "2027-01-01"));
  const auto known = load({changed.path(), later.path()});
  CHECK(of(known, 2026).version == 2);
  CHECK(days_of(of(known, 2026).off) == "01-01");
  CHECK(of(known, 2027).source == "a notice");
  CHECK(of(known, 2025).version == 1);

  const written_file again("calendar_again_test.toml", text(2027, 1, "2027-01-01"));
  const written_file wrong("calendar_wrong_test.toml", "year = 2028\nversion = 1\n");
  const auto bad =
      load_calendar({later.path(), again.path(), wrong.path(), "calendar_missing_test.toml"});
  std::string all;
  for (const auto& p : std::get<calendar_problems>(bad)) all += to_string(p) + '\n';
  CHECK(all ==
        "calendar_again_test.toml:1: year is 2027, as in calendar_2027_test.toml\n"
        "calendar_wrong_test.toml:1: source is missing; it takes text in quotes: the notice's "
        "title, number and date\n"
        "calendar_wrong_test.toml:1: off is missing; it takes a list of days, such as [2026-01-01, "
        "2026-01-02]\n"
        "calendar_wrong_test.toml:1: make_up is missing; it takes a list of days, such as "
        "[2026-01-01, 2026-01-02]\n"
        "calendar_missing_test.toml:1: the file cannot be read\n");
}

}  // namespace sluice::test::read_calendar_test
