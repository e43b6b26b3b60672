#include "adapters/access/master_key.hpp"

#include <filesystem>
#include <fstream>
#include <map>

#include "tests/adapters/access/own_folder.hpp"
#include "tests/catch.hpp"

namespace sluice::access {
namespace {

using testing::own_folder;

const std::string digits(64, 'a');

struct variables {
  std::map<std::string, std::string> all;
  std::optional<std::string> operator()(const std::string& name) const {
    const auto it = all.find(name);
    return it == all.end() ? std::nullopt : std::optional(it->second);
  }
};

std::string found(const std::string& file, const variables& env = {}) {
  const auto key = find_master_key(file, env);
  if (const auto* why = std::get_if<std::string>(&key)) return *why;
  return std::get<secret>(key).reveal() == std::string(32, '\xaa') ? "the key" : "another key";
}

}  // namespace

TEST_CASE("the master key comes from a file, from systemd or from the environment, in this order") {
  const own_folder f;
  const auto good = f.write("key", digits + "\n");
  f.write("sluice-master-key", std::string(64, 'b'));
  const variables both{
      {{"CREDENTIALS_DIRECTORY", f.path().string()}, {"SLUICE_MASTER_KEY", digits}}};
  CHECK(found(good, both) == "the key");
  CHECK(found("", both) == "another key");
  CHECK(found("", {{{"SLUICE_MASTER_KEY", digits}}}) == "the key");
  CHECK(found("", {{{"CREDENTIALS_DIRECTORY", "/nowhere"}, {"SLUICE_MASTER_KEY", digits}}}) ==
        "the key");
  CHECK(found("").find("SLUICE_MASTER_KEY") != std::string::npos);
}

TEST_CASE("a master key that others can read, or that is none, is not taken") {
  namespace fs = std::filesystem;
  const own_folder f;
  const auto file = f.write("key", digits);
  fs::permissions(file, fs::perms::group_read, fs::perm_options::add);
  CHECK(found(file).find("can be read by others") != std::string::npos);
  fs::permissions(file, fs::perms::owner_read);
  CHECK(found(file) == "the key");
  const auto link = f.path() / "link";
  fs::create_symlink(file, link);
  CHECK(found(link.string()).find("cannot open") != std::string::npos);
  for (const std::string bad : {"", "short", std::string(64, 'A').c_str()}) {
    const auto why = found(f.write("bad", bad));
    CHECK(why.find("is not a master key") != std::string::npos);
    if (!bad.empty()) CHECK(why.find(bad) == std::string::npos);
  }
  CHECK(found((f.path() / "none").string()).find("No such file") != std::string::npos);
}

}  // namespace sluice::access
