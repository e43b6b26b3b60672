#include "audit/commands.hpp"

#include <stdlib.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "store/key_layout.hpp"
#include "store/rocksdb_database.hpp"
#include "store/rocksdb_event_log.hpp"
#include "tests/audit/doctored_log.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using tests::a;
namespace fs = std::filesystem;

namespace {

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

void write_log(const fs::path& folder, const std::vector<order::event>& more) {
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

outcome run_route(const fs::path& data, const std::string& order, bool json = false) {
  return run([&](auto& out, auto& errors) {
    return route_explain({.data = data, .json = json}, order, out, errors);
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
  write_log(folder.path() / "data", {order::order_failed{"X"}});
  const auto data = folder.path() / "data";
  CHECK(run_verify(data, false).status == audit_violated);
  CHECK(nlohmann::json::parse(run_verify(data, true).out)["first_bad"] == 3);
  CHECK(run_replay(data, "m1/A").status == audit_violated);
}

TEST_CASE("explaining a route exits 0, and 1 where there is no such order or a rule is broken") {
  const temporary_folder folder;
  const auto data = folder.path() / "data";
  write_log(data, tests::succeeded());
  CHECK(run_route(data, "m1/A").status == audit_passed);
  CHECK(nlohmann::json::parse(run_route(data, "m1/A", true).out)["order_no"] == "A");
  const auto unknown = run_route(data, "m1/Z");
  CHECK(unknown.status == audit_unknown);
  CHECK(unknown.errors == "there is no order m1/Z in this log\n");
  CHECK(unknown.out.empty());
  const auto misnamed = run_route(data, "Z");
  CHECK(misnamed.status == audit_unreadable);
  CHECK(misnamed.errors.find("MERCHANT/ORDER_NO") != std::string::npos);
  const temporary_folder other;
  write_log(other.path() / "data", {order::order_failed{"X"}});
  const auto broken = run_route(other.path() / "data", "m1/A");
  CHECK(broken.status == audit_violated);
  CHECK(broken.errors.find("sluice audit replay") != std::string::npos);
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
  CHECK(run_route(nowhere, "m1/A").status == audit_unreadable);
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

namespace {

/// So that its end lies in another block than its beginning.
void write_long_log(const fs::path& folder) {
  auto opened = store::open_rocksdb_event_log({.folder = folder, .create = true});
  auto& log = *std::get<std::unique_ptr<store::event_log>>(opened);
  for (int i = 0; i < 200; ++i) {
    const order_id id{merchant_id{"m1"}, order_no{i == 0 ? "A" : "A-" + std::to_string(i)}};
    REQUIRE(tests::append_as_actor(log, id, tests::begun(id), instant{millis{1767323045000}}));
  }
  log.close();
}

/// Moves all records into a table, and flips a bit in it, far into it (0 to 1). Its name.
std::string damage_table(const fs::path& data, double where) {
  std::string name;
  {
    auto opened =
        store::rocksdb_database::open(data / "db", store::rocksdb_database::mode::write, nullptr);
    const auto& database = *std::get<std::unique_ptr<store::rocksdb_database>>(opened);
    REQUIRE(database->Flush({}, database.events()).ok());
    std::vector<rocksdb::LiveFileMetaData> files;
    database->GetLiveFilesMetaData(&files);
    for (const auto& file : files)
      if (file.column_family_name == store::family::events) name = file.relative_filename;
  }
  REQUIRE_FALSE(name.empty());
  const auto path = data / "db" / name;
  const auto at = static_cast<std::streamoff>(static_cast<double>(fs::file_size(path)) * where);
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekg(at);
  const auto byte = file.get();
  file.seekp(at);
  file.put(static_cast<char>(byte ^ 0x10));
  return name;
}

}  // namespace

TEST_CASE("auditing a log with a flipped bit in a table exits 2 and says in which file") {
  const temporary_folder folder;
  const auto data = folder.path() / "data";
  SECTION("and from which sequence on") {
    write_long_log(data);
    const auto name = damage_table(data, 0);
    const auto verified = run_verify(data, true);
    CHECK(verified.status == audit_unreadable);
    const auto json = nlohmann::json::parse(verified.out);
    CHECK(json["ok"] == false);
    CHECK(json["first_bad"] == 1);
    CHECK(json["problems_found"] == 0);
    const std::string why = json["unreadable"];
    CHECK(why.find(name) != std::string::npos);
    CHECK(why.find("record 1 cannot be read") != std::string::npos);
    const auto text = run_verify(data, false);
    INFO(text.out << text.errors);
    CHECK(text.status == audit_unreadable);
    CHECK(text.errors.find("record 1 cannot be read") != std::string::npos);
    CHECK(run_replay(data, "m1/A").status == audit_unreadable);
    CHECK(run_export(data, "jsonl").status == audit_unreadable);
  }
  SECTION("where the end is in it, or RocksDB does not even open it") {
    write_log(data, tests::succeeded());
    const auto name = damage_table(data, GENERATE(0.0, 0.999));
    const auto verified = run_verify(data, false);
    CHECK(verified.status == audit_unreadable);
    CHECK(verified.errors.find(name) != std::string::npos);
  }
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
