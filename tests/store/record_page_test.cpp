// Records back to back: every one is found, and damage stays where it is.

#include "store/record_page.hpp"

#include "tests/catch.hpp"

using namespace sluice::store;

namespace {

constexpr sequence first = 41;

/// Three records of different lengths, from `first` on.
std::vector<std::string> three_records() {
  std::vector<std::string> all;
  for (const std::string payload : {"one", "the second one", ""}) {
    const auto at = first + all.size();
    std::string stored;
    encode_record(
        {.position = at, .stream = "s", .stream_position = 1, .payload = payload}, stored);
    all.push_back(stored.append(sizeof(digest), 'h'));
  }
  return all;
}

std::string joined(const std::vector<std::string>& records) {
  std::string bytes;
  for (const auto& r : records) bytes += r;
  return bytes;
}

constexpr std::size_t payload_length_at = 44;

}  // namespace

TEST_CASE("every record of a page is found, in any order") {
  const auto records = three_records();
  const auto bytes = joined(records);
  record_page page(first, bytes);
  for (const std::size_t i : {0U, 1U, 2U, 1U, 0U, 2U}) CHECK(page.find(first + i) == records[i]);
  CHECK_FALSE(page.find(first - 1).has_value());
  CHECK_FALSE(page.find(first + 3).has_value());
  CHECK(page.find(first) == records[0]);
  CHECK(page.last() == first + 2);
}

TEST_CASE("an empty page and a page with nothing in it have no records") {
  CHECK_FALSE(record_page{}.find(0).has_value());
  CHECK_FALSE(record_page{}.find(1).has_value());
  record_page page(first, "");
  CHECK_FALSE(page.find(first).has_value());
  CHECK(page.last() == 0);
}

TEST_CASE("a length that leads out of the page shows as a record that cannot be decoded") {
  auto records = three_records();
  records[1].at(payload_length_at + 2) = 1;  // 64 KiB more
  const auto bytes = joined(records);
  record_page page(first, bytes);
  CHECK(page.find(first) == records[0]);
  CHECK(page.find(first + 1) == records[1] + records[2]);
  CHECK(std::holds_alternative<bad_record>(decode_record(*page.find(first + 1))));
  CHECK_FALSE(page.find(first + 2).has_value());
}

TEST_CASE("a page that was cut shows as a record that cannot be decoded") {
  const auto records = three_records();
  const auto bytes = joined(records);
  for (std::size_t size = 1; size < bytes.size(); ++size) {
    record_page page(first, std::string_view(bytes).substr(0, size));
    sequence sound = 0;
    for (auto at = first; at < first + 3; ++at) {
      const auto found = page.find(at);
      if (found && std::holds_alternative<record_view>(decode_record(*found))) ++sound;
    }
    const auto whole = static_cast<sequence>(size >= records[0].size()) +
                       static_cast<sequence>(size >= records[0].size() + records[1].size());
    CHECK(sound == whole);
  }
}
