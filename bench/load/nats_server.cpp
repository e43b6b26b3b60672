#include "bench/load/nats_server.hpp"

#include <unistd.h>

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>
#include <vector>

#include "app/demo/free_ports.hpp"
#include "app/demo/nats_program.hpp"

namespace sluice::bench {
namespace {

/// The shell and setpriv make way for the server, which the kernel kills when we die.
std::vector<std::string> command(const std::filesystem::path& output, std::uint16_t port) {
  return {"/bin/sh",
          "-c",
          "exec setpriv --pdeathsig KILL \"$@\" >>\"$0\" 2>&1",
          output.string(),
          demo::find_nats_server(),
          "-a",
          "127.0.0.1",
          "-p",
          std::to_string(port)};
}

}  // namespace

nats_server::nats_server(const std::filesystem::path& output)
    : port_(demo::free_ports(1).front()), process_(command(output, port_)) {
  constexpr millis start_limit{10'000};
  constexpr millis between_looks{20};
  for (millis waited{0}; !demo::is_listening(port_); waited += between_looks) {
    if (process_.wait_for(millis{0}) || waited > start_limit)
      throw std::runtime_error("nats-server does not start; see " + output.string());
    std::this_thread::sleep_for(between_looks);
  }
}

std::string nats_server::url() const { return "nats://127.0.0.1:" + std::to_string(port_); }

nanoseconds nats_server::cpu() const {
  std::ifstream file("/proc/" + std::to_string(process_.id()) + "/stat");
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  // proc(5): the name in brackets may hold anything; utime and stime are fields 14 and 15.
  std::istringstream after_name(text.substr(text.rfind(')') + 1));
  std::string field;
  for (int i = 3; i < 14; ++i) after_name >> field;
  std::int64_t user = 0;
  std::int64_t system = 0;
  after_name >> user >> system;
  return (user + system) * (1'000'000'000 / ::sysconf(_SC_CLK_TCK));
}

}  // namespace sluice::bench
