#include "tests/adapters/packing/packed.hpp"

#include <zlib.h>

#include <stdexcept>

namespace sluice::test {
namespace {

std::string little(std::size_t number, int width) {
  std::string bytes;
  for (int i = 0; i < width; ++i) {
    bytes += static_cast<char>(number & 0xFFU);
    number >>= 8U;
  }
  return bytes;
}

}  // namespace

std::string packed(std::string_view text, int window_bits) {
  z_stream state{};
  if (deflateInit2(&state, 9, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::runtime_error("zlib cannot begin");
  std::string given(text), out(text.size() + 1000, '\0');
  state.next_in = reinterpret_cast<Bytef*>(given.data());
  state.avail_in = static_cast<uInt>(given.size());
  state.next_out = reinterpret_cast<Bytef*>(out.data());
  state.avail_out = static_cast<uInt>(out.size());
  const auto status = deflate(&state, Z_FINISH);
  out.resize(state.total_out);
  deflateEnd(&state);
  if (status != Z_STREAM_END) throw std::runtime_error("zlib cannot end");
  return out;
}

std::string zipped(const std::vector<std::pair<std::string, std::string>>& entries) {
  std::string files, directory;
  for (const auto& [name, content] : entries) {
    const auto small = packed(content, -15);
    const auto sum = crc32_z(0, reinterpret_cast<const Bytef*>(content.data()), content.size());
    const auto common =
        little(20, 2) + little(0, 2) + little(8, 2) + little(0, 4) + little(sum, 4) +
        little(small.size(), 4) + little(content.size(), 4) + little(name.size(), 2) + little(0, 2);
    directory +=
        "PK\x01\x02" + little(20, 2) + common + little(0, 10) + little(files.size(), 4) + name;
    files += "PK\x03\x04" + common + name + small;
  }
  return files + directory + "PK\x05\x06" + little(0, 4) + little(entries.size(), 2) +
         little(entries.size(), 2) + little(directory.size(), 4) + little(files.size(), 4) +
         little(0, 2);
}

}  // namespace sluice::test
