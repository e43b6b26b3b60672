#pragma once
/// Packed bytes for tests, made without the code that reads them.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sluice::test {

/// `window_bits`: zlib's: -15 raw, 15 zlib, 31 gzip.
[[nodiscard]] std::string packed(std::string_view text, int window_bits);

/// An archive of deflated entries: names and contents.
[[nodiscard]] std::string zipped(const std::vector<std::pair<std::string, std::string>>& entries);

}  // namespace sluice::test
