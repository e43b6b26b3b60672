#pragma once
/// What one of the rules says when it holds. Used by the watch and its rules only.

#include <cstdint>
#include <string>
#include <vector>

#include "domain/alarm/kind.hpp"

namespace sluice::alarm {

struct match {
  kind what{};
  std::string key{};
  std::uint64_t orders = 0;
  std::string detail{};
};

}  // namespace sluice::alarm
