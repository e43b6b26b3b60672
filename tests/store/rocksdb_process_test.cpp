// Two processes and one log: locking, reading beside a writer, and SIGKILL at any moment.

#include "tests/store/store_fixture.hpp"
#include "tests/store/writer_process.hpp"

using namespace sluice::store;

TEST_CASE("a log that another process writes is locked, with its process id") {
  const scratch_folder folder;
  writer_process writer(folder.path());
  writer.next_acknowledgement();
  const auto problem = refused({.folder = folder.path()});
  CHECK(problem.kind == open_problem::locked);
  CHECK(says(problem.message, "process " + std::to_string(writer.id())));
  writer.kill();
  CHECK(opened({.folder = folder.path()}) != nullptr);
}

TEST_CASE("a running writer's log is read without disturbing it") {
  const scratch_folder folder;
  writer_process writer(folder.path());
  for (int round = 0; round < 8; ++round) {
    sequence told = 0;
    for (int i = 0; i < 20; ++i) told = writer.next_acknowledgement();
    const auto reader = opened({.folder = folder.path(), .read_only = true});
    CHECK(everything(*reader).size() >= told);
  }
  CHECK(writer.next_acknowledgement() > 0);
}

TEST_CASE("nothing that was acknowledged is lost when the writer is killed") {
  const scratch_folder folder;
  for (int round = 0; round < 10; ++round) {
    CAPTURE(round);
    writer_process writer(folder.path());
    for (int i = 0; i <= round * round; ++i) REQUIRE(writer.next_acknowledgement() > 0);
    const auto told = writer.kill();
    const auto log = opened({.folder = folder.path()});
    const auto records = everything(*log);
    REQUIRE(records.size() >= told);
    for (const auto& name : open_names(*log)) CHECK(log->head_of(name)->open);
    CHECK(stream_of(*log, records.back().stream).back().position == records.back().position);
  }
}
