// `sluice reference` as a person meets it.

#include <nlohmann/json.hpp>

#include "tests/app/contains.hpp"
#include "tests/app/run_program.hpp"
#include "tests/catch.hpp"

namespace sluice::test::reference_test {
TEST_CASE("the reference is a page about everything, or a section about one") {
  const auto page = run_sluice({"reference", "--prefix", "acme"});
  CHECK(page.status == 0);
  CHECK_THAT(page.out, contains("# What can be asked of Sluice") &&
                           contains("\n## acme.v2.order.create\n") && contains("\n## Refusals\n"));
  const auto section = run_sluice({"reference", "order.get"});
  CHECK(section.status == 0);
  CHECK(section.out.starts_with("## pay.order.get\n"));
  CHECK_THAT(section.out, !contains("pay.order.create"));
}

TEST_CASE("the reference tells requests as JSON Schema, all or one") {
  const auto all = nlohmann::json::parse(run_sluice({"reference", "--json-schema"}).out);
  CHECK(all["$defs"]["order.create"]["properties"]["amount_minor"]["minimum"] == 1);
  const auto one =
      nlohmann::json::parse(run_sluice({"reference", "--json-schema", "v2.order.create"}).out);
  CHECK(one == all["$defs"]["v2.order.create"]);
}

TEST_CASE("what the reference does not know it says with status 2") {
  const auto version = run_sluice({"reference", "v3.order.create"});
  CHECK(version.status == 2);
  CHECK(version.out.empty());
  CHECK_THAT(version.error, contains("asked for at order.create, v2.order.create"));
  CHECK(run_sluice({"reference", "--json-schema", "help"}).status == 2);
}

}  // namespace sluice::test::reference_test
