#pragma once
/// How the simulated channels pack their bills: GBK, DEFLATE, ZIP. Private to the faces. Written
/// apart from what the engine unpacks with: each checks the other.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sluice::sim {

/// What GBK cannot write becomes '?'.
[[nodiscard]] std::string gbk_of(std::string_view utf8);

enum class packed_as { deflate, zlib, gzip };
[[nodiscard]] std::string packed(std::string_view text, packed_as how);

/// Names and contents. The names' bytes are written as they are.
[[nodiscard]] std::string zipped(const std::vector<std::pair<std::string, std::string>>& entries);

}  // namespace sluice::sim
