#include "events/records/rocksdb_store.hpp"

#include <fstream>

#include "events/records/look.hpp"
#include "events/records/record_writer.hpp"
#include "tests/catch.hpp"
#include "tests/events/records/made_records.hpp"

namespace sluice::records::test::rocksdb_store_test {

using namespace std::chrono_literals;
namespace {

namespace fs = std::filesystem;

std::shared_ptr<record_store> opened(const fs::path& folder, std::vector<std::string>& remarks,
                                     const limits& keeps = {}) {
  auto store =
      open_rocksdb_store(folder, keeps, [&](const std::string& what) { remarks.push_back(what); });
  if (const auto* no = std::get_if<open_failure>(&store)) FAIL(no->what);
  return std::get<std::unique_ptr<record_store>>(std::move(store));
}

std::size_t calls_read_beside(const fs::path& folder) {
  const auto store = read_rocksdb_store(folder);
  if (const auto* no = std::get_if<open_failure>(&store)) FAIL(no->what);
  return calls_of(*std::get<std::unique_ptr<record_store>>(store), a).calls.size();
}

void spoil_every(const std::string& kind, const fs::path& folder) {
  int spoilt = 0;
  for (const auto& file : fs::directory_iterator(folder))
    if (file.path().filename().string().starts_with(kind)) {
      std::ofstream(file.path(), std::ios::trunc) << "nonsense";
      ++spoilt;
    }
  REQUIRE(spoilt > 0);
}

}  // namespace

TEST_CASE("records are read beside the one who writes, and by the next one") {
  const scratch folder;
  const auto calls = folder.path() / "calls";
  std::vector<std::string> remarks;
  {
    const auto store = opened(calls, remarks);
    record_writer writer(store, noon);
    CHECK_FALSE(writer.write({.calls = {call_of(a, noon), call_of(its_namesake, noon)}}, noon));
    CHECK(calls_read_beside(calls) == 1);
    CHECK_FALSE(writer.begin_segment(noon + 1s));
    CHECK_FALSE(writer.write({.calls = {call_of(a, noon + 1s)}}, noon + 1s));
    CHECK(calls_read_beside(calls) == 2);
  }
  const auto again = opened(calls, remarks);
  CHECK(calls_of(*again, a).calls.size() == 2);
  CHECK(calls_of(*again, a).kept_since == noon);
  CHECK(remarks.empty());
}

TEST_CASE("a folder that is damaged is said to be, and begun anew") {
  const scratch folder;
  const auto calls = folder.path() / "calls";
  std::vector<std::string> remarks;
  {
    record_writer writer(opened(calls, remarks), noon);
  }
  spoil_every("CURRENT", calls);
  const auto fresh = opened(calls, remarks);
  REQUIRE(remarks.size() == 1);
  CHECK(remarks[0].find("thrown away, and new ones begun") != std::string::npos);
  record_writer writer(fresh, noon + 1h);
  CHECK(kept_since(*fresh) == noon + 1h);
}

TEST_CASE("a folder that another engine writes is refused and left as it is") {
  const scratch folder;
  const auto calls = folder.path() / "calls";
  std::vector<std::string> remarks;
  const auto first = opened(calls, remarks);
  record_writer writer(first, noon);
  const auto second = open_rocksdb_store(calls, {}, [&](const std::string&) { FAIL("a remark"); });
  CHECK(std::holds_alternative<open_failure>(second));
  CHECK(kept_since(*first) == noon);
}

TEST_CASE("no folder is not made by who reads") {
  const scratch folder;
  const auto none = read_rocksdb_store(folder.path() / "calls");
  REQUIRE(std::holds_alternative<open_failure>(none));
  CHECK(std::get<open_failure>(none).is_missing);
  CHECK_FALSE(fs::exists(folder.path() / "calls"));
}

TEST_CASE("more than the limit is thrown away, the oldest first") {
  const scratch folder;
  const auto calls = folder.path() / "calls";
  std::vector<std::string> remarks;
  const auto store = opened(calls, remarks, {.bytes = 4U << 20});
  record_writer writer(store, noon);
  auto large = call_of(a, noon);
  std::uint32_t chance = 1;
  instant now = noon;
  while (kept_since(*store) == noon && now < noon + 400'000s) {
    now += 10s;
    record_writer::load batch;
    for (int i = 0; i < 64; ++i) {
      large.code.clear();
      for (int n = 0; n < 256; ++n)
        large.code += static_cast<char>('A' + ((chance = chance * 1664525U + 1013904223U) >> 27));
      large.began = now;
      batch.calls.push_back(large);
    }
    REQUIRE_FALSE(writer.write(batch, now));
  }
  const auto left = calls_of(*store, a);
  REQUIRE(left.kept_since);
  CHECK(*left.kept_since > noon);
  CHECK(left.calls.front().began <= *left.kept_since + 10s);
  CHECK(left.calls.back().began == now);
}

}  // namespace sluice::records::test::rocksdb_store_test
