#include "app/allocator_figures.hpp"

#include <array>
#include <cstddef>

/// jemalloc(3). Weak: only the program itself is linked with it.
extern "C" int mallctl(const char* name, void* old, std::size_t* old_size, void* next,
                       std::size_t next_size) __attribute__((weak));

namespace sluice::app {
namespace {

struct statistic {
  std::string_view kind;
  const char* name;
};
constexpr std::array statistics{
    statistic{"allocated", "stats.allocated"}, statistic{"active", "stats.active"},
    statistic{"metadata", "stats.metadata"},   statistic{"resident", "stats.resident"},
    statistic{"mapped", "stats.mapped"},       statistic{"retained", "stats.retained"}};

}  // namespace

std::vector<std::pair<std::string_view, std::uint64_t>> allocator_figures() {
  std::vector<std::pair<std::string_view, std::uint64_t>> out;
  if (mallctl == nullptr) return out;
  // Statistics stand still until they are told to move on.
  std::uint64_t epoch = 1;
  std::size_t size = sizeof epoch;
  if (mallctl("epoch", &epoch, &size, &epoch, sizeof epoch) != 0) return out;
  for (const auto& s : statistics) {
    std::size_t bytes = 0;
    size = sizeof bytes;
    if (mallctl(s.name, &bytes, &size, nullptr, 0) == 0) out.emplace_back(s.kind, bytes);
  }
  return out;
}

}  // namespace sluice::app
