#include <map>

#include "tests/actors/stage.hpp"
#include "tests/catch.hpp"

using namespace sluice;
using namespace sluice::test;

TEST_CASE("everybody is on the roll, under the name by which people hear of a failure") {
  stage s;
  s.open();
  std::map<std::string, int> names;
  for (const auto& who : s.everyone->everyone())
    ++names[dynamic_cast<caf::scheduled_actor&>(*caf::actor_cast<caf::abstract_actor*>(who))
                .name()];
  CHECK(names ==
        std::map<std::string, int>{
            {"front_desk", 1},
            {"router", 1},
            {"orders", 1},
            {"merchants", 1},
            {"configuration", 1},
            {"proposals", 1},
            {"agreements", 1},
            {"agreement_supervisor", 1},
            {"people", 1},
            {"registrar", 1},
            {"rulebook", 1},
            {"steward", 1},
            {"contracts", 1},
            {"balances", 1},
            {"reconciler", 1},
            {"historian", 1},
            {"examiner", 1},
            {"channel", 1},
            {"supervisor", 3},
            {"follower", 1},
            {"log_writer", 1}});
}
