#pragma once
/// A configuration of its own whose callers sign, with a master key in a file: for tests of keys.

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/app/run_program.hpp"
#include "tests/app/running_serve.hpp"

namespace sluice::test {

inline const std::string master(64, 'a');

inline std::string content(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// A configuration of its own, with a master key in a file.
struct keyed {
  explicit keyed(const std::string& more = {}) {
    config = demo_on(free_port(), free_port(), folder);
    const auto file = folder.write("master", master);
    std::filesystem::permissions(file, std::filesystem::perms(0600));
    std::ofstream(config, std::ios::app)
        << "\n[access]\nmaster_key_file = \"" << file << "\"\n"
        << more;
  }
  outcome key(std::vector<std::string> words) const {
    words.insert(words.begin(), "key");
    words.insert(words.end(), {"--config", config});
    return run_sluice(words);
  }
  [[nodiscard]] std::string path(const std::string& name) const {
    return (folder.path() / name).string();
  }
  [[nodiscard]] std::string id_in(const std::string& name) const {
    const auto text = folder.read(name);
    const auto at = text.find("id = ") + 5;
    return text.substr(at, text.find('\n', at) - at);
  }
  [[nodiscard]] std::string secret_in(const std::string& name) const {
    const auto text = folder.read(name);
    return text.substr(text.find("secret = ") + 9, 64);
  }

  temporary_folder folder;
  std::string config;
};

}  // namespace sluice::test
