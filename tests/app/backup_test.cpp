// Backups as a person makes them: beside a running engine, checked, and put back after the disk was
// lost.

#include <algorithm>
#include <csignal>
#include <fstream>
#include <sstream>

#include "app/backup/backup_repository.hpp"
#include "tests/app/contains.hpp"
#include "tests/app/running_serve.hpp"
#include "tests/catch.hpp"

namespace sluice::test::backup_test {
namespace fs = std::filesystem;

namespace {

struct backed_up {
  temporary_folder folder;
  nats_server nats;
  std::string config = demo_on(free_port(), free_port(), folder);
  std::string data = path("data"), repository = path("backups");

  [[nodiscard]] std::string path(const std::string& name) const {
    return (folder.path() / name).string();
  }
  outcome backup(std::vector<std::string> words) const {
    words.insert(words.begin(), "backup");
    return run_sluice(words);
  }
  outcome create() const { return backup({"create", "--data", data, "--to", repository}); }
  outcome verify() const { return backup({"verify", "--from", repository}); }
  outcome restore(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> words{"restore", "--from", repository, "--data", data};
    words.insert(words.end(), more.begin(), more.end());
    return backup(words);
  }
  outcome prune(const std::string& keep) const {
    return backup({"prune", "--from", repository, "--keep", keep});
  }
  outcome pay(const std::string& number) const {
    return run_sluice({"req", "order.create", order(number, 1200), "--nats", nats.url()});
  }
  [[nodiscard]] app::backup_manifest newest() const {
    return app::backup_repository(repository).newest();
  }
  /// Where the newest backup's first table, or another file, lies.
  [[nodiscard]] fs::path stored(const std::string& name) const {
    for (const auto& f : newest().files)
      if (f.path.find(name) != std::string::npos) return fs::path(repository) / "files" / f.sha256;
    FAIL("no " << name << " in the backup");
    return {};
  }
};

}  // namespace

TEST_CASE("after a lost disk the engine that is put back lets no money leave") {
  const backed_up b;
  {
    running_serve serve(b.folder, b.config, b.nats.url());
    REQUIRE(serve.becomes_ready());
    CHECK_THAT(b.pay("A-1").out, contains("\"paid\""));
    const auto made = b.create();
    CAPTURE(made.error);
    CHECK(made.status == 0);
    CHECK_THAT(made.out, contains("backup 1"));
    CHECK_THAT(made.out, contains("Keystores are not in it"));
    CHECK_THAT(b.pay("A-2").out, contains("\"paid\""));
    serve.process().send(SIGKILL);
    static_cast<void>(serve.process().wait_for(millis{10'000}));
  }
  CHECK_FALSE(fs::exists(fs::path(b.data) / "snapshot"));
  CHECK(b.verify().status == 0);
  CHECK_THAT(b.restore().error, contains("is not empty"));
  fs::remove_all(b.data);
  const auto put_back = b.restore();
  CAPTURE(put_back.error);
  REQUIRE(put_back.status == 0);

  running_serve serve(b.folder, b.config, b.nats.url());
  REQUIRE(serve.becomes_ready());
  CHECK(serve.says("engine_restored"));
  CHECK_THAT(b.pay("A-1").out, contains("\"paid\""));
  const auto again = run_sluice(
      {"req", "order.create", R"({"reply_when":"accepted",)" + order("A-2", 1200).substr(1),
       "--nats", b.nats.url()});
  CHECK_THAT(again.out, contains("\"processing\""));
  CHECK_THAT(run_sluice({"audit", "export", "--data", b.data}).out, contains("log_restored"));
  serve.process().send(SIGTERM);
  CHECK(serve.process().wait_for(millis{30'000}) == 0);
  CHECK_THAT(run_sluice({"audit", "replay", "--data", b.data, "--order", "m1/A-2"}).out,
             contains("attempt_in_doubt"));
  CHECK(run_sluice({"audit", "verify", "--data", b.data}).status == 0);
}

TEST_CASE("a further backup copies what is new, and what a backup lacks or has changed is said") {
  const backed_up b;
  {
    running_serve serve(b.folder, b.config, b.nats.url());
    REQUIRE(serve.becomes_ready());
    CHECK_THAT(b.pay("A-1").out, contains("\"paid\""));
    serve.process().send(SIGTERM);
    CHECK(serve.process().wait_for(millis{30'000}) == 0);
  }
  REQUIRE(b.create().status == 0);
  const auto first = b.newest();
  CHECK(first.new_bytes > 0);
  CHECK(first.new_bytes <= size_of(first));
  REQUIRE(b.create().status == 0);
  const auto second = b.newest();
  CHECK(second.number == 2);
  CHECK(second.last == first.last);
  CHECK(second.new_bytes == 0);
  const auto listed = b.backup({"list", "--from", b.repository}).out;
  CHECK(std::count(listed.begin(), listed.end(), '\n') == 2);

  fs::resize_file(b.stored("HEAD"), 3);
  CHECK(b.verify().status == 1);
  REQUIRE(b.create().status == 0);  // the log still has what the repository has lost
  CHECK(b.verify().status == 0);
  const fs::path third = fs::path(b.repository) / "backups" / "000003" / "manifest.json";
  fs::remove(third);
  const auto lost = b.backup({"list", "--from", b.repository});
  CHECK(lost.status == 1);
  CHECK_THAT(lost.error, contains("000003 has no manifest"));
  CHECK_THAT(b.prune("1").error, contains("nothing is removed"));
  CHECK_THAT(b.verify().error, contains("name the backup that is meant with --backup N"));
  fs::remove_all(third.parent_path());

  std::ofstream(fs::path(b.repository) / "files" / "what a crash has left") << "12345";
  CHECK(b.prune("0").status != 0);
  CHECK_THAT(b.prune("2").out, contains("0 backups are removed, 5 bytes are free"));
  CHECK_THAT(b.prune("1").out, contains("1 backups are removed, 0 bytes are free"));
  CHECK(b.newest().number == 2);
  CHECK(b.verify().status == 0);

  fs::remove_all(b.data);
  CHECK_THAT(b.restore({"--to-sequence", std::to_string(first.last + 1)}).error,
             contains("goes farthest, to sequence " + std::to_string(first.last)));
  CHECK_THAT(b.restore({"--to-sequence", "0"}).error, contains("is before the first event"));
  CHECK_THAT(b.restore({"--backup", "2", "--to-sequence", std::to_string(first.last + 1)}).error,
             contains("does not reach sequence"));
  CHECK_THAT(b.restore({"--to-time", "2001-01-01T00:00:00Z"}).error,
             contains("the first event of the log was decided after 2001"));
  CHECK_THAT(b.restore({"--to-time", "2999-01-01T00:00:00Z"}).error, contains("is not in it"));
  CHECK_THAT(b.restore({"--to-time", "yesterday"}).error, contains("RFC 3339"));
  CHECK_THAT(b.restore({"--backup", "7"}).error, contains("there is no whole backup 7"));
  CHECK_FALSE(fs::exists(b.data));
  CHECK(b.restore({"--to-sequence", std::to_string(first.last)}).status == 0);
  fs::remove_all(b.data);

  const auto head = b.stored("HEAD");
  std::string bytes = app::read_file(head);
  bytes[20] ^= 1;
  std::ofstream(head, std::ios::binary) << bytes;
  const auto changed = b.verify();
  CHECK(changed.status == 1);
  CHECK_THAT(changed.error, contains("was changed: its hash is another one"));
  CHECK_THAT(b.restore().error, contains("was changed"));
  CHECK_FALSE(fs::exists(b.data));

  fs::remove(b.stored("CURRENT"));
  const auto missing = b.verify();
  CHECK(missing.status == 1);
  CHECK_THAT(missing.error, contains("db/CURRENT of backup 2"));
  CHECK_THAT(missing.error, contains("is missing: this backup cannot be put back"));
}

TEST_CASE("cut inside a backup, a log is sound, restored, and has forgotten what came after") {
  const backed_up b;
  {
    running_serve serve(b.folder, b.config, b.nats.url());
    REQUIRE(serve.becomes_ready());
    for (const auto* number : {"A-1", "A-2", "A-3"})
      CHECK_THAT(b.pay(number).out, contains("\"paid\""));
    serve.process().send(SIGTERM);
    CHECK(serve.process().wait_for(millis{30'000}) == 0);
  }
  REQUIRE(b.create().status == 0);
  const auto last = b.newest().last;
  fs::remove_all(b.data);
  // The last order has its events at the end, in more than one decision.
  for (const auto wanted : {last - 1, last - 2, last - 3}) {
    const auto done = b.restore({"--to-sequence", std::to_string(wanted)});
    CAPTURE(wanted, done.out, done.error);
    REQUIRE(done.status == 0);
    CHECK_THAT(done.out, contains("up to sequence "));
    const auto audited = run_sluice({"audit", "verify", "--data", b.data});
    CAPTURE(audited.out, audited.error);
    CHECK(audited.status == 0);
    if (wanted != last - 3) fs::remove_all(b.data);
  }
  running_serve serve(b.folder, b.config, b.nats.url());
  REQUIRE(serve.becomes_ready());
  CHECK(serve.says("engine_restored"));
  CHECK_THAT(b.pay("A-1").out, contains("\"paid\""));
  const auto again = run_sluice(
      {"req", "order.create", R"({"reply_when":"accepted",)" + order("A-3", 1200).substr(1),
       "--nats", b.nats.url()});
  CHECK_THAT(again.out, contains("\"processing\""));
  serve.process().send(SIGTERM);
  CHECK(serve.process().wait_for(millis{30'000}) == 0);
  CHECK(run_sluice({"audit", "verify", "--data", b.data}).status == 0);
}

TEST_CASE("what a restore that was killed has left is opened by no engine") {
  const backed_up b;
  {
    running_serve serve(b.folder, b.config, b.nats.url());
    REQUIRE(serve.becomes_ready());
    CHECK_THAT(b.pay("A-1").out, contains("\"paid\""));
    serve.process().send(SIGTERM);
    CHECK(serve.process().wait_for(millis{30'000}) == 0);
  }
  std::ofstream(fs::path(b.data) / "UNFINISHED") << "";
  CHECK_THAT(
      run_sluice({"serve", "--config", b.config, "--data", b.data, "--nats", b.nats.url()}).error,
      contains("that did not come to its end"));
  CHECK_THAT(run_sluice({"audit", "verify", "--data", b.data}).error,
             contains("that did not come to its end"));
}

TEST_CASE("a manifest that is not sound is refused with its fault") {
  CHECK(std::holds_alternative<std::string>(app::manifest_from_json("{")));
  CHECK(std::holds_alternative<std::string>(app::manifest_from_json(R"({"format":2})")));
  app::backup_manifest m{
      .number = 7,
      .taken_at = instant{millis{1'767'323'045'000}},
      .log = std::string(32, 'a'),
      .incarnation = 2,
      .epoch = 3,
      .first = 1,
      .last = 57,
      .new_bytes = 64,
      .files = {{"HEAD", 128, std::string(64, 'b')}}};
  CHECK(std::get<app::backup_manifest>(app::manifest_from_json(to_json_text(m))) == m);
  m.files.front().path = "../HEAD";
  CHECK(std::holds_alternative<std::string>(app::manifest_from_json(to_json_text(m))));
  m.files.front() = {"HEAD", 128, "../../etc/passwd"};
  CHECK(std::holds_alternative<std::string>(app::manifest_from_json(to_json_text(m))));
}

}  // namespace sluice::test::backup_test
