#include "app/demo/nats_program.hpp"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <stdexcept>

namespace sluice::demo {

/// Debian installs nats-server to /usr/sbin, which is not in everybody's PATH.
std::string find_nats_server() {
  const char* path = std::getenv("PATH");
  std::istringstream folders{std::string{path == nullptr ? "" : path} + ":/usr/sbin:/sbin"};
  for (std::string folder; std::getline(folders, folder, ':');) {
    const auto file = std::filesystem::path{folder} / "nats-server";
    if (::access(file.c_str(), X_OK) == 0) return file.string();
  }
  throw std::runtime_error{"nats-server is not installed; on Debian: apt-get install nats-server"};
}

}  // namespace sluice::demo
