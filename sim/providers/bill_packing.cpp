#include "sim/providers/bill_packing.hpp"

#include <iconv.h>
#include <zlib.h>

#include <cstdint>

#include "base/invariant.hpp"

namespace sluice::sim {
namespace {

std::string converted(iconv_t handle, std::string_view character) {
  std::string from(character), into(8, '\0');
  auto* in = from.data();
  auto* out = into.data();
  auto in_left = from.size(), out_left = into.size();
  iconv(handle, nullptr, nullptr, nullptr, nullptr);
  if (iconv(handle, &in, &in_left, &out, &out_left) == static_cast<std::size_t>(-1)) return "?";
  into.resize(into.size() - out_left);
  return into;
}

bool continues(char c) noexcept { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80; }

int window_of(packed_as how) noexcept {
  switch (how) {
    case packed_as::deflate: return -MAX_WBITS;
    case packed_as::zlib: return MAX_WBITS;
    case packed_as::gzip: return MAX_WBITS + 16;
  }
  return MAX_WBITS;
}

std::string little_endian(std::size_t number, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i) {
    out += static_cast<char>(number & 0xFFU);
    number >>= 8U;
  }
  return out;
}

}  // namespace

std::string gbk_of(std::string_view utf8) {
  const auto handle = iconv_open("GBK", "UTF-8");
  SLUICE_INVARIANT(handle != reinterpret_cast<iconv_t>(std::intptr_t{-1}));
  std::string out;
  while (!utf8.empty()) {
    std::size_t length = 1;
    while (length < utf8.size() && continues(utf8[length])) ++length;
    out += converted(handle, utf8.substr(0, length));
    utf8.remove_prefix(length);
  }
  iconv_close(handle);
  return out;
}

std::string packed(std::string_view text, packed_as how) {
  constexpr int memory_level = 8;
  z_stream state{};
  SLUICE_INVARIANT(deflateInit2(&state, Z_DEFAULT_COMPRESSION, Z_DEFLATED, window_of(how),
                                memory_level, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string from(text);
  std::string out(deflateBound(&state, static_cast<uLong>(from.size())), '\0');
  state.next_in = reinterpret_cast<Bytef*>(from.data());
  state.avail_in = static_cast<uInt>(from.size());
  state.next_out = reinterpret_cast<Bytef*>(out.data());
  state.avail_out = static_cast<uInt>(out.size());
  SLUICE_INVARIANT(deflate(&state, Z_FINISH) == Z_STREAM_END);
  out.resize(state.total_out);
  deflateEnd(&state);
  return out;
}

std::string zipped(const std::vector<std::pair<std::string, std::string>>& entries) {
  constexpr std::size_t version = 20, deflated = 8;
  const std::string nothing(10, '\0');
  std::string files, directory;
  for (const auto& [name, content] : entries) {
    const auto small = packed(content, packed_as::deflate);
    const auto sum = crc32_z(0, reinterpret_cast<const Bytef*>(content.data()), content.size());
    const auto described =
        little_endian(version, 2) + little_endian(0, 2) + little_endian(deflated, 2) +
        little_endian(0, 4) + little_endian(sum, 4) + little_endian(small.size(), 4) +
        little_endian(content.size(), 4) + little_endian(name.size(), 2) + little_endian(0, 2);
    directory += "PK\x01\x02" + little_endian(version, 2) + described + nothing +
                 little_endian(files.size(), 4) + name;
    files += "PK\x03\x04" + described + name + small;
  }
  const auto count = little_endian(entries.size(), 2);
  return files + directory + "PK\x05\x06" + little_endian(0, 4) + count + count +
         little_endian(directory.size(), 4) + little_endian(files.size(), 4) + little_endian(0, 2);
}

}  // namespace sluice::sim
