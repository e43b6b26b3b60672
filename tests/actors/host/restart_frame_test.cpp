#include "actors/host/restart.hpp"

#include <stdexcept>
#include <vector>

#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

/// A frame, and what people and its owner saw of it.
struct framed {
  restart_frame frame;
  std::vector<std::string> told;
  int restarts = 0;
  bool restart_fails = false;

  bool run(bool fails) {
    return frame.run(
        [&] {
          if (fails) throw std::runtime_error("why");
        },
        [&] {
          ++restarts;
          if (restart_fails) throw std::runtime_error("why again");
        },
        [&](const note& n) {
          told.push_back(std::string(n.event) + ' ' + details_of(n) + ": " + n.message);
        });
  }
};

}  // namespace

TEST_CASE("what fails is restarted, and people are told why") {
  framed f;
  CHECK(f.run(false));
  CHECK(f.restarts == 0);
  CHECK_FALSE(f.run(true));
  CHECK(f.restarts == 1);
  CHECK_FALSE(f.frame.quarantined());
  CHECK(f.told == std::vector<std::string>{"actor_restarted critical: failed: why"});
}

TEST_CASE("a success between two failures forgets the first") {
  framed f;
  for (int i = 0; i < 5; ++i) {
    CHECK_FALSE(f.run(true));
    CHECK(f.run(false));
  }
  CHECK(f.restarts == 5);
  CHECK_FALSE(f.frame.quarantined());
}

TEST_CASE("a second failure in a row ends in quarantine, where nothing runs or restarts any more") {
  framed f;
  CHECK_FALSE(f.run(true));
  CHECK_FALSE(f.run(true));
  CHECK(f.restarts == 1);
  CHECK(f.frame.quarantined());
  CHECK_FALSE(f.run(false));
  REQUIRE(f.told.size() == 2);
  CHECK(f.told[1] == "actor_quarantined critical: failed again on the same input: why");
}

TEST_CASE("a restart that fails counts as a failure") {
  framed f;
  f.restart_fails = true;
  CHECK_FALSE(f.run(true));
  CHECK(f.frame.quarantined());
  REQUIRE(f.told.size() == 2);
  CHECK(f.told[1] == "actor_quarantined critical: failed again on the same input: why again");
}
