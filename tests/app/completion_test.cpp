#include <unistd.h>

#include "tests/app/contains.hpp"
#include "tests/app/run_program.hpp"
#include "tests/catch.hpp"

namespace sluice::test::completion_test {
namespace {

/// What bash would offer for this command line; the cursor is behind its last word.
std::string offered(const std::string& line) {
  const temporary_folder folder;
  const auto script = folder.write("sluice.bash", run_sluice({"completion", "bash"}).out);
  const auto told =
      run({"bash", "-c",
           ". " + script + "; COMP_WORDS=(" + line +
               "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _sluice; "
               "echo \"${COMPREPLY[*]}\""});
  CHECK(told.error.empty());
  return told.out.substr(0, told.out.find('\n'));
}

/// By the shell itself, where it is installed.
void check_script(const std::string& shell) {
  if (run({"sh", "-c", "command -v " + shell}).status != 0) {
    WARN("skipped: no " << shell << " here");
    return;
  }
  const temporary_folder folder;
  const auto script = folder.write(shell, run_sluice({"completion", shell}).out);
  CHECK(run({shell, "-n", script}).status == 0);
}

}  // namespace

TEST_CASE("the bash completion is a valid script") {
  const temporary_folder folder;
  const auto script = folder.write("sluice.bash", run_sluice({"completion", "bash"}).out);
  const auto checked = run({"bash", "-n", script});
  CHECK(checked.status == 0);
  CHECK(checked.error.empty());
}

TEST_CASE("bash is offered subcommands and options where they fit") {
  CHECK(offered("sluice ser") == "serve");
  CHECK(offered("sluice audit ver") == "verify");
  CHECK(offered("sluice audit verify --da") == "--data");
  CHECK(offered("sluice audit verify --data x --js") == "--json");
  CHECK(offered("sluice route ex") == "explain");
  CHECK(offered("sluice route explain --or") == "--order");
  CHECK(offered("sluice config check --no-such") == "");
  CHECK(offered("sluice sim sh") == "shrink");
  CHECK(offered("sluice sim run --tr") == "--trace");
  CHECK_THAT(offered("sluice serve --"), contains("--config") && contains("--nats"));
}

TEST_CASE("bash is offered what can be asked over NATS") {
  CHECK(offered("sluice req v2") == "v2.order.create");
  CHECK(offered("sluice reference order.re") == "order.revoke order.resolve");
  CHECK(offered("sluice reference --json") == "--json-schema");
}

TEST_CASE("hidden subcommands and options are not offered") {
  CHECK(offered("sluice compl") == "");
  CHECK_THAT(offered("sluice channels --"), !contains("--end-with"));
}

TEST_CASE("the zsh and fish completions name every subcommand") {
  for (const std::string shell : {"zsh", "fish"}) {
    const auto printed = run_sluice({"completion", shell});
    CHECK(printed.status == 0);
    for (const auto* name :
         {"serve", "channels", "verify", "replay", "example", "nats", "v2.order.create"})
      CHECK_THAT(printed.out, contains(name));
  }
}

TEST_CASE("the zsh completion is a valid script") { check_script("zsh"); }

TEST_CASE("the fish completion is a valid script") { check_script("fish"); }

}  // namespace sluice::test::completion_test
