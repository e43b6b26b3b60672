#pragma once
/// How a child process of a benchmark tells its parent: values as they lie in memory, because both
/// are the same program. Private to the clients over NATS.

#include <cstdint>
#include <fstream>
#include <span>
#include <type_traits>
#include <vector>

namespace sluice::bench {

template <class T>
void write_values(std::ofstream& out, std::span<const T> values) {
  static_assert(std::is_trivially_copyable_v<T>);
  const std::uint64_t count = values.size();
  out.write(reinterpret_cast<const char*>(&count), sizeof count);
  out.write(reinterpret_cast<const char*>(values.data()),
            static_cast<std::streamsize>(values.size_bytes()));
}

/// What cannot be read leaves the stream failed.
template <class T>
[[nodiscard]] std::vector<T> read_values(std::ifstream& in) {
  static_assert(std::is_trivially_copyable_v<T>);
  std::uint64_t count = 0;
  if (!in.read(reinterpret_cast<char*>(&count), sizeof count)) return {};
  std::vector<T> out(count);
  in.read(reinterpret_cast<char*>(out.data()), static_cast<std::streamsize>(count * sizeof(T)));
  return out;
}

template <class T>
void write_value(std::ofstream& out, const T& value) {
  write_values(out, std::span(&value, 1));
}
template <class T>
[[nodiscard]] T read_value(std::ifstream& in) {
  const auto one = read_values<T>(in);
  return one.empty() ? T{} : one.front();
}

}  // namespace sluice::bench
