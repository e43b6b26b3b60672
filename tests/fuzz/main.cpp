// What clang's fuzzer calls: ./dev fuzz. SLUICE_FUZZ_TARGET names what is fed; with
// SLUICE_FUZZ_SEEDS, a folder, the target's seeds are written there first.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/fuzz/targets.hpp"

namespace {

const sluice::fuzz::target* chosen = nullptr;

void write_seeds(const std::filesystem::path& folder) {
  int number = 0;
  for (const auto& seed : chosen->seeds())
    std::ofstream(folder / ("seed-" + std::to_string(++number)), std::ios::binary) << seed;
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* /*argc*/, char*** /*argv*/) {
  const char* const name = std::getenv("SLUICE_FUZZ_TARGET");
  for (const auto& target : sluice::fuzz::targets())
    if (name != nullptr && target.name == name) chosen = &target;
  if (chosen == nullptr) {
    std::fputs("SLUICE_FUZZ_TARGET names no target; there are:\n", stderr);
    for (const auto& target : sluice::fuzz::targets()) std::printf("%s\n", target.name.data());
    std::exit(2);
  }
  if (const char* const folder = std::getenv("SLUICE_FUZZ_SEEDS")) write_seeds(folder);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  chosen->feed({reinterpret_cast<const char*>(data), size});
  return 0;
}
