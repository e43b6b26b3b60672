#include "adapters/packing/inflate.hpp"
#include "adapters/packing/zip.hpp"
#include "tests/adapters/packing/packed.hpp"
#include "tests/catch.hpp"

using namespace sluice::packing;
using sluice::test::packed;
using sluice::test::zipped;

namespace {

constexpr std::size_t plenty = 1U << 20;

std::vector<zip_entry> entries_of(const std::string& archive) {
  auto read = unzip(archive, plenty);
  REQUIRE(std::holds_alternative<std::vector<zip_entry>>(read));
  return std::get<std::vector<zip_entry>>(std::move(read));
}

bool is_refused(const std::string& archive, std::size_t most = plenty) {
  return std::holds_alternative<not_a_zip>(unzip(archive, most));
}

}  // namespace

TEST_CASE("what was packed comes out as it was") {
  const std::string text(200'000, 'x');
  CHECK(inflated(packed(text, -15), wrapping::none, plenty) == text);
  CHECK(inflated(packed(text, 15), wrapping::zlib, plenty) == text);
  CHECK(inflated(packed(text, 31), wrapping::gzip, plenty) == text);
  CHECK(inflated(packed("", 31), wrapping::gzip, plenty) == "");
}

TEST_CASE("packed bytes that are cut, damaged or followed by others are nothing") {
  const auto good = packed("the bill of a day", 31);
  for (std::size_t size = 0; size < good.size(); ++size)
    CHECK_FALSE(inflated(good.substr(0, size), wrapping::gzip, plenty));
  auto other_sum = good;
  other_sum[good.size() - 6] ^= 1;
  CHECK_FALSE(inflated(other_sum, wrapping::gzip, plenty));
  CHECK_FALSE(inflated(good + "x", wrapping::gzip, plenty));
}

TEST_CASE("a few bytes that pretend to be many are not unpacked") {
  const std::string text(500'000, 'x');
  CHECK_FALSE(inflated(packed(text, 31), wrapping::gzip, text.size() - 1));
  CHECK(inflated(packed(text, 31), wrapping::gzip, text.size()));
  CHECK(is_refused(zipped({{"a", text}}), text.size() - 1));
  CHECK(is_refused(zipped({{"a", text}, {"b", text}}), text.size() * 2 - 1));
}

TEST_CASE("an archive has its entries in order") {
  const auto all = entries_of(zipped({{"a.csv", "one"}, {"../b", ""}}));
  REQUIRE(all.size() == 2);
  CHECK(all[0].name == "a.csv");
  CHECK(all[0].content == "one");
  CHECK(all[1].name == "../b");
  CHECK(entries_of(zipped({})).empty());
}

TEST_CASE("a cut archive is refused wherever it is cut") {
  const auto good = zipped({{"a.csv", "one"}, {"b.csv", "two"}});
  for (std::size_t size = 0; size < good.size(); ++size) CHECK(is_refused(good.substr(0, size)));
}

TEST_CASE("an entry that is not what the directory says is refused") {
  const auto good = zipped({{"a.csv", "the rows of a day"}});
  const auto directory = good.find("PK\x01\x02");
  for (const std::size_t field : {8U, 10U, 16U, 20U, 24U, 42U}) {
    auto other = good;
    other[directory + field] ^= 1;
    CHECK(is_refused(other));
  }
}

TEST_CASE("a name that comes twice is refused") {
  CHECK(is_refused(zipped({{"a.csv", "one"}, {"a.csv", "two"}})));
}

TEST_CASE("an archive of a great many small things is refused before one of them is unpacked") {
  std::vector<std::pair<std::string, std::string>> many;
  for (int i = 0; i < 64; ++i) many.emplace_back(std::to_string(i), "x");
  CHECK(entries_of(zipped(many)).size() == 64);
  many.emplace_back("one more", "x");
  const auto read = unzip(zipped(many), plenty);
  REQUIRE(std::holds_alternative<not_a_zip>(read));
  CHECK(std::get<not_a_zip>(read).why == "it has 65 entries, and no bill has more than 64");
}
