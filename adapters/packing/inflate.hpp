#pragma once
/// Bytes that were made small with DEFLATE (RFC 1951), as channels send bills. Pure. What says that
/// it is larger than we want is not unpacked: a few bytes can pretend to be gigabytes.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sluice::packing {

/// What stands around the packed bytes.
enum class wrapping : std::uint8_t {
  none,
  zlib,  ///< RFC 1950, with a checksum
  gzip,  ///< RFC 1952, with a checksum
};

/// Nothing: damaged, cut, followed by other bytes, or larger than `most` when unpacked.
[[nodiscard]] std::optional<std::string> inflated(std::string_view packed, wrapping around,
                                                  std::size_t most);

[[nodiscard]] bool is_gzip(std::string_view bytes) noexcept;

/// A day's bill of a large merchant; more is not held in memory.
inline constexpr std::size_t largest_bill = std::size_t{256} << 20;

}  // namespace sluice::packing
