/// Runs conformance.mjs against a real server and our service. Not a Catch2 program, because it can
/// be skipped: exit status 77 when node or its packages are missing.

#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "tests/adapters/nats/stage.hpp"

namespace {

constexpr int skipped = 77;

int run_node(const char* node, const char* script, const std::string& url) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::execl(node, node, script, url.c_str(), nullptr);
    ::_exit(127);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

}  // namespace

int main(int count, char** words) {
  if (count != 3) return std::puts("usage: conformance NODE SCRIPT"), 2;
  const std::filesystem::path script(words[2]);
  if (!std::filesystem::exists(script.parent_path() / "node_modules" / "nats"))
    return std::puts("skipped: the npm package nats is not installed here"), skipped;
  sluice::testing::stage s;
  return run_node(words[1], words[2], s.server.url());
}
