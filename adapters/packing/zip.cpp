#include "adapters/packing/zip.hpp"

#include <zlib.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "adapters/packing/inflate.hpp"

namespace sluice::packing {
namespace {

constexpr std::string_view local_header = "PK\x03\x04";
constexpr std::string_view directory_header = "PK\x01\x02";
constexpr std::string_view end_header = "PK\x05\x06";
constexpr std::size_t most_entries = 64;  // those of a bill are a handful
constexpr std::size_t local_size = 30, directory_size = 46, end_size = 22;

/// Little-endian. Precondition: the bytes are there.
std::size_t number_at(std::string_view bytes, std::size_t at, std::size_t width) {
  std::size_t sum = 0;
  for (std::size_t i = width; i > 0; --i)
    sum = (sum << 8U) | static_cast<unsigned char>(bytes[at + i - 1]);
  return sum;
}

bool is_header_at(std::string_view archive, std::size_t at, std::string_view header,
                  std::size_t size) {
  return at <= archive.size() && archive.size() - at >= size &&
         archive.substr(at, header.size()) == header;
}

/// Where the directory ends and says so: its comment reaches to the archive's last byte.
std::optional<std::size_t> find_end(std::string_view archive) {
  constexpr std::size_t longest_comment = 65'535;
  if (archive.size() < end_size) return std::nullopt;
  const auto last = archive.size() - end_size;
  for (std::size_t back = 0; back <= std::min(last, longest_comment); ++back) {
    const auto at = last - back;
    if (is_header_at(archive, at, end_header, end_size) && number_at(archive, at + 20, 2) == back)
      return at;
  }
  return std::nullopt;
}

/// What the directory says of an entry.
struct listed {
  std::size_t flags, method, checksum, packed, unpacked, starts;
  std::string name;
};

/// Moves `at` behind it. Nothing: there is none.
std::optional<listed> next_listed(std::string_view archive, std::size_t& at) {
  if (!is_header_at(archive, at, directory_header, directory_size)) return std::nullopt;
  const auto name_size = number_at(archive, at + 28, 2);
  const auto behind = name_size + number_at(archive, at + 30, 2) + number_at(archive, at + 32, 2);
  if (archive.size() - at - directory_size < behind) return std::nullopt;
  listed one{.flags = number_at(archive, at + 8, 2),
             .method = number_at(archive, at + 10, 2),
             .checksum = number_at(archive, at + 16, 4),
             .packed = number_at(archive, at + 20, 4),
             .unpacked = number_at(archive, at + 24, 4),
             .starts = number_at(archive, at + 42, 4),
             .name = std::string(archive.substr(at + directory_size, name_size))};
  at += directory_size + behind;
  return one;
}

std::optional<std::string_view> packed_bytes(std::string_view archive, const listed& one) {
  if (!is_header_at(archive, one.starts, local_header, local_size)) return std::nullopt;
  const auto from = one.starts + local_size + number_at(archive, one.starts + 26, 2) +
                    number_at(archive, one.starts + 28, 2);
  if (from > archive.size() || archive.size() - from < one.packed) return std::nullopt;
  return archive.substr(from, one.packed);
}

std::optional<std::string> unpacked(std::string_view packed, const listed& one, std::size_t most) {
  constexpr std::size_t stored = 0, deflated = 8;
  if (one.method == stored) return std::string(packed);
  if (one.method == deflated) return inflated(packed, wrapping::none, most);
  return std::nullopt;
}

bool is_as_listed(const std::string& content, const listed& one) {
  const auto sum = crc32_z(0, reinterpret_cast<const Bytef*>(content.data()), content.size());
  return content.size() == one.unpacked && sum == one.checksum;
}

}  // namespace

bool is_zip(std::string_view bytes) noexcept {
  return bytes.starts_with(local_header) || bytes.starts_with(end_header);
}

std::variant<std::vector<zip_entry>, not_a_zip> unzip(std::string_view archive, std::size_t most) {
  const auto end = find_end(archive);
  if (!end) return not_a_zip{"it has no end"};
  const auto count = number_at(archive, *end + 10, 2);
  if (number_at(archive, *end + 8, 2) != count) return not_a_zip{"it is one of several parts"};
  if (count > most_entries)
    return not_a_zip{"it has " + std::to_string(count) + " entries, and no bill has more than " +
                     std::to_string(most_entries)};
  auto at = number_at(archive, *end + 16, 4);
  std::vector<zip_entry> all;
  for (std::size_t i = 0; i < count; ++i) {
    const auto one = next_listed(archive, at);
    if (!one) return not_a_zip{"its directory is damaged"};
    if ((one->flags & 1U) != 0) return not_a_zip{"an entry is encrypted"};
    if (std::ranges::any_of(all, [&](const auto& other) { return other.name == one->name; }))
      return not_a_zip{"two entries have one name"};
    const auto packed = packed_bytes(archive, *one);
    if (!packed || one->unpacked > most) return not_a_zip{"an entry is damaged or too large"};
    auto content = unpacked(*packed, *one, one->unpacked);
    if (!content || !is_as_listed(*content, *one)) return not_a_zip{"an entry is damaged"};
    most -= one->unpacked;
    all.push_back({one->name, *std::move(content)});
  }
  return all;
}

}  // namespace sluice::packing
