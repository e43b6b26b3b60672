// HEAD by itself: two slots, of which one may be torn.

#include "store/head_file.hpp"

#include "tests/store/store_fixture.hpp"

using namespace sluice::store;

namespace {

head head_at(sequence position) {
  head h{.position = position};
  h.chain.fill(static_cast<std::uint8_t>(position));
  return h;
}

class head_world {
 public:
  head_world() { REQUIRE_FALSE(create_head_file(path(), 0).has_value()); }

  [[nodiscard]] std::filesystem::path path() const { return folder_ / "HEAD"; }

  [[nodiscard]] found_head found() const {
    const auto read = read_head_file(path(), 0);
    if (const auto* problem = std::get_if<open_error>(&read)) FAIL(problem->message);
    REQUIRE(std::get<std::optional<found_head>>(read).has_value());
    return *std::get<std::optional<found_head>>(read);
  }

  [[nodiscard]] open_error problem(std::uint16_t partition = 0) const {
    const auto read = read_head_file(path(), partition);
    REQUIRE(std::holds_alternative<open_error>(read));
    return std::get<open_error>(read);
  }

  void write(sequence position) {
    auto opened = head_file::open(path(), 0, found().slot);
    REQUIRE(std::holds_alternative<head_file>(opened));
    CHECK_FALSE(std::get<head_file>(opened).write(head_at(position), 0).has_value());
  }

 private:
  scratch_folder folder_;
};

}  // namespace

TEST_CASE("a folder without HEAD has none, which is no error") {
  const scratch_folder folder;
  const auto read = read_head_file(folder / "HEAD", 0);
  REQUIRE(std::holds_alternative<std::optional<found_head>>(read));
  CHECK_FALSE(std::get<std::optional<found_head>>(read).has_value());
}

TEST_CASE("a new HEAD is at the start of the partition and leaves nothing half-done") {
  const head_world world;
  CHECK(world.found().acknowledged.position == 0);
  CHECK(world.found().acknowledged.chain == chain_start(0));
  CHECK(std::filesystem::file_size(world.path()) == 128);
  CHECK_FALSE(std::filesystem::exists(world.path().string() + ".new"));
}

TEST_CASE("slots are written in turn and the higher one counts") {
  head_world world;
  for (const sequence position : {3, 7, 8}) {
    const auto before = world.found().slot;
    world.write(position);
    CHECK(world.found().acknowledged.position == position);
    CHECK(world.found().acknowledged.chain == head_at(position).chain);
    CHECK(world.found().slot != before);
  }
}

TEST_CASE("a torn slot leaves the other one to count") {
  head_world world;
  world.write(3);
  world.write(7);
  flip_bit_in(world.path(), world.found().slot * 64 + 20);
  CHECK(world.found().acknowledged.position == 3);
}

TEST_CASE("a HEAD cut inside its second slot still has its first") {
  head_world world;
  world.write(3);
  world.write(7);
  REQUIRE(world.found().slot == 0);
  std::filesystem::resize_file(world.path(), 100);
  CHECK(world.found().acknowledged.position == 7);
}

TEST_CASE("a flipped bit anywhere in a slot is told and mended by the next writes") {
  head_world world;
  world.write(3);
  world.write(7);
  REQUIRE(world.found().faults.empty());
  const auto whole = bytes_of(world.path());
  for (std::size_t at = 0; at < whole.size(); ++at) {
    CAPTURE(at);
    overwrite(world.path(), whole);
    flip_bit_in(world.path(), at);
    const auto hit = at / 64;
    const auto found = world.found();
    CHECK(found.slot == 1 - hit);
    REQUIRE(found.faults.size() == 1);
    CHECK(says(found.faults[0], "slot " + std::to_string(hit) + " of HEAD"));
    world.write(8);
    CHECK(world.found().faults.empty());
    CHECK(world.found().acknowledged.position == 8);
  }
}

TEST_CASE("a HEAD that is cut anywhere in its second slot is told and mended by the next write") {
  head_world world;
  world.write(3);
  world.write(7);
  REQUIRE(world.found().slot == 0);
  for (std::uintmax_t size = 64; size < 128; ++size) {
    CAPTURE(size);
    std::filesystem::resize_file(world.path(), size);
    REQUIRE(world.found().faults.size() == 1);
    CHECK(says(world.found().faults[0], "slot 1 of HEAD is cut"));
    world.write(7);
    CHECK(world.found().faults.empty());
  }
}

TEST_CASE("a slot that was made blank is told, one that was never used is not") {
  head_world world;
  CHECK(world.found().faults.empty());
  world.write(3);
  world.write(7);
  overwrite(world.path(), bytes_of(world.path()).substr(0, 64) + std::string(64, '\0'));
  REQUIRE(world.found().faults.size() == 1);
  CHECK(says(world.found().faults[0], "slot 1 of HEAD is blank"));
}

TEST_CASE("what stands behind the slots is told and taken off") {
  head_world world;
  world.write(3);
  overwrite(world.path(), bytes_of(world.path()) + "more");
  REQUIRE(world.found().faults.size() == 1);
  CHECK(says(world.found().faults[0], "4 bytes behind its two slots"));
  world.write(7);
  CHECK(std::filesystem::file_size(world.path()) == 128);
  CHECK(world.found().faults.empty());
}

TEST_CASE("one bit does not make a HEAD one of a newer version") {
  head_world world;
  world.write(3);
  world.write(7);
  auto bytes = bytes_of(world.path());
  bytes.at(7) = '3';  // "SLUHEAD1" with one bit flipped
  overwrite(world.path(), bytes);
  CHECK(world.found().acknowledged.position == 3);
}

TEST_CASE("a HEAD with both slots torn is damage") {
  head_world world;
  world.write(3);
  flip_bit_in(world.path(), 20);
  flip_bit_in(world.path(), 64 + 20);
  CHECK(world.problem().kind == open_problem::damaged);
  CHECK(says(world.problem().message, "slot 0 does not add up"));
}

TEST_CASE("an empty HEAD is damage") {
  const head_world world;
  overwrite(world.path(), "");
  CHECK(world.problem().kind == open_problem::damaged);
}

TEST_CASE("a HEAD of a newer version is refused as such") {
  const head_world world;
  auto bytes = bytes_of(world.path());
  bytes.at(7) = '2';
  overwrite(world.path(), bytes);
  CHECK(world.problem().kind == open_problem::newer_version);
}

TEST_CASE("a HEAD of another partition is refused as such") {
  const head_world world;
  CHECK(world.problem(5).kind == open_problem::wrong_partition);
  CHECK(says(world.problem(5).message, "partition 0, not 5"));
}

TEST_CASE("a HEAD that cannot be read is an error and not a missing one") {
  const head_world world;
  std::filesystem::remove(world.path());
  std::filesystem::create_directory(world.path());
  CHECK(world.problem().kind == open_problem::failed);
}

TEST_CASE("a HEAD that cannot be created or opened says so") {
  const scratch_folder folder;
  const auto nowhere = folder / "no-such-folder" / "HEAD";
  REQUIRE(create_head_file(nowhere, 0).has_value());
  CHECK(says(create_head_file(nowhere, 0)->message, "No such file"));
  CHECK(std::holds_alternative<open_error>(head_file::open(nowhere, 0, 0)));
}
