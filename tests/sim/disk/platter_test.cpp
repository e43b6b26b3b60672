// What a crash leaves of files and names, and how writes fail.

#include "sim/disk/platter.hpp"

#include "tests/sim/disk/disk_fixture.hpp"

namespace sluice::test::platter_test {
using namespace sluice::sim;

namespace {

platter::file_ref created(platter& files, const std::string& path) {
  platter::file_ref file;
  REQUIRE(files.create(path, file) == io_result::done);
  return file;
}

/// With durable name and content.
platter::file_ref durable(platter& files, const std::string& path, std::string_view bytes) {
  auto file = created(files, path);
  REQUIRE(files.append(*file, bytes) == io_result::done);
  REQUIRE(files.sync(*file) == io_result::done);
  REQUIRE(files.sync_names() == io_result::done);
  return file;
}

/// What is read there; "-" when there is no such file.
std::string content(const platter& files, const std::string& path) {
  const auto file = files.find(path);
  if (!file) return "-";
  std::string bytes(files.size(*file), ' ');
  REQUIRE(files.read(*file, 0, bytes.size(), bytes.data()) == bytes.size());
  return bytes;
}

}  // namespace

TEST_CASE("a crash takes what was not synced: all, nothing or the end of it") {
  platter files;
  const auto file = durable(files, "/a", "synced");
  REQUIRE(files.append(*file, "12345") == io_result::done);
  CHECK(content(files, "/a") == "synced12345");

  SECTION("all") {
    files.restart(always(nothing_survives));
    CHECK(content(files, "/a") == "synced");
  }
  SECTION("nothing") {
    files.restart(always(everything_survives));
    CHECK(content(files, "/a") == "synced12345");
  }
  SECTION("its end") {
    files.restart(two_survive());
    CHECK(content(files, "/a") == "synced12");
    files.restart(always(nothing_survives));
    CHECK(content(files, "/a") == "synced12");
  }
}

TEST_CASE("a crash takes names that were not synced, the latest first") {
  platter files;
  durable(files, "/current", "old");
  durable(files, "/doomed", "still there");
  const auto next = created(files, "/next");
  REQUIRE(files.append(*next, "new") == io_result::done);
  REQUIRE(files.sync(*next) == io_result::done);
  REQUIRE(files.rename("/next", "/current") == io_result::done);
  REQUIRE(files.remove("/doomed") == io_result::done);
  CHECK(content(files, "/current") == "new");
  CHECK(content(files, "/doomed") == "-");

  SECTION("none kept") {
    files.restart(always(nothing_survives));
    CHECK(content(files, "/next") == "-");
    CHECK(content(files, "/current") == "old");
    CHECK(content(files, "/doomed") == "still there");
  }
  SECTION("two kept: created and renamed, not removed") {
    files.restart(two_survive());
    CHECK(content(files, "/next") == "-");
    CHECK(content(files, "/current") == "new");
    CHECK(content(files, "/doomed") == "still there");
  }
  SECTION("all kept") {
    files.restart(always(everything_survives));
    CHECK(content(files, "/current") == "new");
    CHECK(content(files, "/doomed") == "-");
  }
  SECTION("synced") {
    REQUIRE(files.sync_names() == io_result::done);
    files.restart(always(nothing_survives));
    CHECK(content(files, "/current") == "new");
    CHECK(content(files, "/doomed") == "-");
  }
}

TEST_CASE("a folder lists files and folders in it, not below them") {
  platter files;
  REQUIRE(files.make_folder("/a") == io_result::done);
  REQUIRE(files.make_folder("/a/d") == io_result::done);
  created(files, "/a/e");
  created(files, "/a/c");
  created(files, "/a/d/x");
  created(files, "/ab");
  CHECK(files.children("/a") == std::vector<std::string>{"c", "d", "e"});
  CHECK(files.rename("/a/none", "/a/f") == io_result::missing);
  CHECK(files.remove("/a/none") == io_result::missing);
}

TEST_CASE("a sync can fail once, and its bytes can be lost, kept or in doubt") {
  platter files;
  const auto log = durable(files, "/1.log", "synced");
  REQUIRE(files.append(*log, "12345") == io_result::done);

  SECTION("lost, whatever later syncs say") {
    files.fail_next_sync(failure::lost);
    CHECK(files.sync(*log) == io_result::broken);
    CHECK(files.sync(*log) == io_result::done);
    files.restart(always(everything_survives));
    CHECK(content(files, "/1.log") == "synced");
  }
  SECTION("kept") {
    files.fail_next_sync(failure::kept);
    CHECK(files.sync(*log) == io_result::broken);
    files.restart(always(nothing_survives));
    CHECK(content(files, "/1.log") == "synced12345");
  }
  SECTION("in doubt") {
    files.fail_next_sync(failure::full);
    CHECK(files.sync(*log) == io_result::full);
    files.restart(two_survive());
    CHECK(content(files, "/1.log") == "synced12");
  }
  SECTION("not of another file") {
    const auto other = durable(files, "/1.sst", "");
    files.fail_next_sync(failure::lost);
    CHECK(files.sync(*other) == io_result::done);
    files.restart(always(nothing_survives));
    CHECK(files.sync(*files.find("/1.log")) == io_result::done);
  }
}

TEST_CASE("an append can fail once, with nothing, all or half of it written") {
  platter files;
  const auto log = durable(files, "/1.log", "");
  files.fail_next_append(failure::lost);
  CHECK(files.append(*log, "1234") == io_result::broken);
  CHECK(content(files, "/1.log").empty());
  files.fail_next_append(failure::kept);
  CHECK(files.append(*log, "abcd") == io_result::broken);
  CHECK(content(files, "/1.log") == "abcd");
  files.fail_next_append(failure::full);
  CHECK(files.append(*log, "efgh") == io_result::full);
  CHECK(content(files, "/1.log") == "abcdef");
  CHECK(files.append(*log, "!") == io_result::done);
}

TEST_CASE("without power nothing changes, and a restart brings it back") {
  platter files;
  const auto file = durable(files, "/a", "synced");
  files.stop_after(1);
  CHECK(files.append(*file, "12") == io_result::done);
  CHECK_FALSE(files.stopped());
  CHECK(files.sync(*file) == io_result::stopped);
  CHECK(files.stopped());
  CHECK(files.append(*file, "34") == io_result::stopped);
  CHECK(files.sync_names() == io_result::stopped);
  CHECK(files.remove("/a") == io_result::stopped);
  CHECK(files.rename("/a", "/b") == io_result::stopped);
  CHECK(files.make_folder("/f") == io_result::stopped);
  CHECK(content(files, "/a") == "synced12");
  files.restart(always(nothing_survives));
  CHECK(content(files, "/a") == "synced");
  CHECK(files.sync_names() == io_result::done);
}

}  // namespace sluice::test::platter_test
