// The key beside the log: made once, kept for ever, and never guessed at.

#include "store/number_key.hpp"

#include <sys/stat.h>

#include <fstream>

#include "tests/store/store_fixture.hpp"

using namespace sluice;
using namespace sluice::store;

namespace {

number_key opened_key(const scratch_folder& folder, const hash_key& fresh) {
  const auto result = open_number_key(folder.path(), fresh);
  if (const auto* problem = std::get_if<open_error>(&result)) FAIL(problem->message);
  return std::get<number_key>(result);
}

void write_file(const std::filesystem::path& path, std::string_view text) {
  std::ofstream{path} << text;
}

}  // namespace

TEST_CASE("a key is made where there is none, for its owner alone, and found again") {
  const scratch_folder folder;
  const hash_key first{0x01, 0xfe};
  const auto made = opened_key(folder, first);
  CHECK(made.made_now);
  CHECK(made.key == first);
  struct stat about{};
  REQUIRE(::stat((folder / "NUMBER_KEY").c_str(), &about) == 0);
  CHECK((about.st_mode & 0777U) == 0600U);
  const auto found = opened_key(folder, hash_key{9});
  CHECK_FALSE(found.made_now);
  CHECK(found.key == first);
}

TEST_CASE("a missing key is refused where none may be made, and none is left behind") {
  const scratch_folder folder;
  const auto result = open_number_key(folder.path(), std::nullopt);
  REQUIRE(std::holds_alternative<open_error>(result));
  CHECK(std::get<open_error>(result).kind == open_problem::missing);
  CHECK_FALSE(std::filesystem::exists(folder / "NUMBER_KEY"));
}

TEST_CASE("a key that was copied by hand is taken, a half of one is refused") {
  const scratch_folder folder;
  write_file(folder / "NUMBER_KEY", "000102030405060708090a0b0c0d0eff\n");
  const auto key = opened_key(folder, {}).key;
  CHECK(key[1] == 1);
  CHECK(key[15] == 0xff);
  for (const auto* text :
       {"", "\n", "000102030405060708090a0b0c0d0eff", "000102030405060708090a0b0c0d0exf\n",
        "000102030405060708090a0b0c0d0eff00\n"}) {
    write_file(folder / "NUMBER_KEY", text);
    const auto result = open_number_key(folder.path(), hash_key{1});
    REQUIRE(std::holds_alternative<open_error>(result));
    CHECK(std::get<open_error>(result).kind == open_problem::damaged);
    CHECK(std::get<open_error>(result).message.find((folder / "NUMBER_KEY").string()) == 0);
  }
}

TEST_CASE("a key that was being made when the machine stopped is made anew") {
  const scratch_folder folder;
  write_file(folder / "NUMBER_KEY.new", "0001");
  CHECK(opened_key(folder, hash_key{5}).key == hash_key{5});
}
