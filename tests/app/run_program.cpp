#include "tests/app/run_program.hpp"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace sluice::test {
namespace {

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

/// Debian puts it into /usr/sbin, which a plain user's PATH lacks.
std::string nats_server_program() {
  for (const auto* path :
       {"/usr/sbin/nats-server", "/usr/bin/nats-server", "/usr/local/bin/nats-server"})
    if (::access(path, X_OK) == 0) return path;
  throw std::runtime_error("there is no nats-server here; is the package nats-server installed?");
}

}  // namespace

outcome run(const std::vector<std::string>& arguments, const std::string& input) {
  const temporary_folder folder;
  const auto in = folder.write("in", input);
  const auto out = folder.path() / "out";
  const auto error = folder.path() / "error";
  // A shell does the redirections; the arguments reach it as they are.
  std::vector<std::string> command{
      "sh", "-c", "exec \"$@\" <'" + in + "' >'" + out.string() + "' 2>'" + error.string() + "'",
      "sh"};
  command.insert(command.end(), arguments.begin(), arguments.end());
  child_process child(command);
  constexpr millis limit{60'000};
  const auto status = child.wait_for(limit);
  return {status.value_or(-1), text_of(out), text_of(error)};
}

outcome run_sluice(std::vector<std::string> arguments, const std::string& input) {
  arguments.insert(arguments.begin(), SLUICE_PROGRAM);
  return run(arguments, input);
}

temporary_folder::temporary_folder() {
  auto name = (std::filesystem::temp_directory_path() / "sluice-cli-test-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = name;
}

temporary_folder::~temporary_folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string temporary_folder::write(const std::string& name, const std::string& text) const {
  std::ofstream(path_ / name, std::ios::binary) << text;
  return (path_ / name).string();
}

std::string temporary_folder::read(const std::string& name) const { return text_of(path_ / name); }

std::uint16_t free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  auto address = loopback(0);
  socklen_t length = sizeof address;
  auto* const raw = reinterpret_cast<sockaddr*>(&address);
  if (::bind(socket, raw, length) != 0 || ::getsockname(socket, raw, &length) != 0)
    throw std::runtime_error("no free port");
  ::close(socket);
  return ntohs(address.sin_port);
}

bool accepts_connections(std::uint16_t port) {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  const auto address = loopback(port);
  const bool connected =
      ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  ::close(socket);
  return connected;
}

nats_server::nats_server()
    : port_(free_port()),
      process_({nats_server_program(), "-a", "127.0.0.1", "-p", std::to_string(port_), "-l",
                (folder_.path() / "log").string()}) {
  constexpr int tries = 1000;
  for (int i = 0; i < tries && !accepts_connections(port_); ++i)
    std::this_thread::sleep_for(millis{10});
}

}  // namespace sluice::test
