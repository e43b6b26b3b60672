#pragma once
/// The same seed is the same world in every build and on every machine. The hashes are those of one
/// build; each build's tests compare with them. They change with the engine and with the worlds: a
/// commit that means to change neither has changed one of them by accident.

#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include "source_tree.hpp"
#include "tests/catch.hpp"

namespace sluice::test::recorded_hashes {

constexpr auto file = SLUICE_SOURCE_DIR "/tests/sim/world/recorded_hashes.txt";

/// By seed.
inline std::map<std::uint64_t, std::string> read() {
  std::ifstream in(file);
  std::map<std::uint64_t, std::string> all;
  std::uint64_t seed = 0;
  for (std::string hash; in >> seed >> hash;) all[seed] = hash;
  return all;
}

inline std::string text_of(const std::map<std::uint64_t, std::string>& all) {
  std::string out;
  for (const auto& [seed, hash] : all) out += std::to_string(seed) + ' ' + hash + '\n';
  return out;
}

class check {
 public:
  void take(std::uint64_t seed, std::uint64_t hash) {
    if (!then_.contains(seed)) return;
    std::ostringstream text;
    text << std::hex << hash;
    now_[seed] = text.str();
  }
  /// After all worlds.
  void finish() const {
    REQUIRE(then_.size() == 15);  // everyday and each scenario in turn
    INFO("if the engine was meant to behave otherwise, put this into "
         << file << ":\n"
         << text_of(now_));
    CHECK(text_of(now_) == text_of(then_));
  }

 private:
  std::map<std::uint64_t, std::string> then_ = read(), now_;
};

}  // namespace sluice::test::recorded_hashes
