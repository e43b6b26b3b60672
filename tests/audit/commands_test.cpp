#include "audit/commands.hpp"

#include <stdlib.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "store/rocksdb_event_log.hpp"
#include "tests/audit/doctored_log.hpp"
#include "tests/catch.hpp"

using namespace sluice;
namespace fs = std::filesystem;

namespace {

const order_id a{merchant_id{"m1"}, order_no{"A"}};

/// A folder of its own, gone at the end.
class temporary_folder {
 public:
  temporary_folder() {
    std::string name = (fs::temp_directory_path() / "sluice-audit-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~temporary_folder() { fs::remove_all(path_); }
  temporary_folder(const temporary_folder&) = delete;
  temporary_folder& operator=(const temporary_folder&) = delete;
  [[nodiscard]] const fs::path& path() const noexcept { return path_; }

 private:
  fs::path path_;
};

void write_log(const fs::path& folder, const std::vector<order_event>& more) {
  auto opened = store::open_rocksdb_event_log({.folder = folder, .create = true});
  REQUIRE(std::holds_alternative<std::unique_ptr<store::event_log>>(opened));
  auto& log = *std::get<std::unique_ptr<store::event_log>>(opened);
  auto events = tests::begun(a);
  events.insert(events.end(), more.begin(), more.end());
  REQUIRE(tests::append_as_actor(log, a, events, instant{millis{1767323045000}}));
  log.close();
}

struct outcome {
  int status = -1;
  std::string out{}, errors{};
};

template <class Command>
outcome run(Command command) {
  std::ostringstream out, errors;
  const int status = command(out, errors);
  return {status, out.str(), errors.str()};
}

outcome run_verify(const fs::path& data, bool json) {
  return run([&](auto& out, auto& errors) {
    return audit_verify({.data = data, .json = json}, out, errors);
  });
}

outcome run_replay(const fs::path& data, const std::string& order) {
  return run([&](auto& out, auto& errors) {
    return audit_replay({.data = data}, order, out, errors);
  });
}

outcome run_export(const fs::path& data, const std::string& format) {
  return run([&](auto& out, auto& errors) {
    return audit_export({.data = data}, format, out, errors);
  });
}

}  // namespace

TEST_CASE("auditing a sound log on disk passes") {
  const temporary_folder folder;
  write_log(folder.path() / "data", tests::succeeded());
  const auto data = folder.path() / "data";
  const auto verified = run_verify(data, false);
  INFO(verified.out << verified.errors);
  CHECK(verified.status == audit_passed);
  CHECK(verified.out.find("every rule holds") != std::string::npos);
  CHECK(nlohmann::json::parse(run_verify(data, true).out)["ok"] == true);
  CHECK(run_replay(data, "m1/A").status == audit_passed);
  CHECK(run_export(data, "jsonl").status == audit_passed);
}

TEST_CASE("auditing a log that breaks a rule exits 1") {
  const temporary_folder folder;
  write_log(folder.path() / "data", {order_failed{"X"}});
  const auto data = folder.path() / "data";
  CHECK(run_verify(data, false).status == audit_violated);
  CHECK(nlohmann::json::parse(run_verify(data, true).out)["first_bad"] == 3);
  CHECK(run_replay(data, "m1/A").status == audit_violated);
}

TEST_CASE("auditing where no log is exits 2 and says so") {
  const temporary_folder folder;
  const auto nowhere = folder.path() / "nowhere";
  const auto verified = run_verify(nowhere, true);
  CHECK(verified.status == audit_unreadable);
  CHECK_FALSE(verified.errors.empty());
  CHECK(nlohmann::json::parse(verified.out)["unreadable"].is_string());
  CHECK(run_verify(nowhere, false).out.empty());
  CHECK(run_replay(nowhere, "m1/A").status == audit_unreadable);
  CHECK(run_export(nowhere, "jsonl").status == audit_unreadable);
  CHECK_FALSE(fs::exists(nowhere));
}

TEST_CASE("auditing a log with a slot of HEAD flipped or cut exits 1 and says which") {
  const temporary_folder folder;
  write_log(folder.path() / "data", tests::succeeded());
  const auto data = folder.path() / "data";
  REQUIRE(run_verify(data, false).status == audit_passed);
  fs::resize_file(data / "HEAD", 100);
  const auto cut = run_verify(data, false);
  CHECK(cut.status == audit_violated);
  CHECK(cut.out.find("head: slot 1 of HEAD is cut") != std::string::npos);
  CHECK(nlohmann::json::parse(run_verify(data, true).out)["problems"][0]["rule"] == "head");
  (void)store::open_rocksdb_event_log({.folder = data});
  CHECK(run_verify(data, false).status == audit_passed);
}

TEST_CASE("auditing a log whose newest records were cut off exits 1") {
  const temporary_folder folder;
  write_log(folder.path() / "data", tests::succeeded());
  const auto data = folder.path() / "data";
  for (const auto& entry : fs::directory_iterator(data / "db"))
    if (entry.path().extension() == ".log" || entry.path().extension() == ".sst")
      fs::remove(entry.path());
  const auto verified = run_verify(data, true);
  INFO(verified.errors);
  CHECK(verified.status != audit_passed);
  CHECK(nlohmann::json::parse(verified.out)["ok"] == false);
}

TEST_CASE("replaying what is no order or not there exits 2 and says so") {
  const temporary_folder folder;
  write_log(folder.path() / "data", {});
  CHECK(run_replay(folder.path() / "data", "A").errors.find("MERCHANT/ORDER_NO") !=
        std::string::npos);
  const auto unknown = run_replay(folder.path() / "data", "m1/Z");
  CHECK(unknown.status == audit_unreadable);
  CHECK(unknown.errors == "there is no order m1/Z in this log\n");
}

TEST_CASE("exporting in an unknown format exits 2 and says what is allowed") {
  const auto result = run_export("anywhere", "xml");
  CHECK(result.status == audit_unreadable);
  CHECK(result.errors == "unknown format xml; allowed: jsonl\n");
}
