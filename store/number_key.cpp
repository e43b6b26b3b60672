#include "store/number_key.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>

#include "store/data_folder.hpp"

namespace sluice::store {
namespace {

// DO NOT CHANGE: this is on disks. 32 hexadecimal digits and a newline, so that people can copy it.
constexpr std::string_view digits = "0123456789abcdef";
constexpr std::size_t text_size = 2 * std::tuple_size_v<hash_key> + 1;

std::string text_of(const hash_key& key) {
  std::string out;
  for (const auto byte : key) {
    out += digits[byte >> 4U];
    out += digits[byte & 15U];
  }
  return out + '\n';
}

std::optional<hash_key> key_in(std::string_view text) {
  if (text.size() != text_size || text.back() != '\n') return std::nullopt;
  hash_key key{};
  for (std::size_t i = 0; i + 1 < text_size; ++i) {
    const auto value = digits.find(text[i]);
    if (value == std::string_view::npos) return std::nullopt;
    key[i / 2] = static_cast<std::uint8_t>(key[i / 2] << 4U | value);
  }
  return key;
}

open_error cannot_do(std::string_view do_what, const std::filesystem::path& path,
                     int error_number) {
  return {.kind = open_problem::failed, .message = cannot(do_what, path, error_number)};
}

std::variant<number_key, open_error> read(const file_descriptor& file,
                                          const std::filesystem::path& path) {
  std::array<char, text_size + 1> text{};
  const auto size = ::pread(file.number(), text.data(), text.size(), 0);
  if (size < 0) return cannot_do("read", path, errno);
  if (const auto key = key_in({text.data(), static_cast<std::size_t>(size)}))
    return number_key{.key = *key};
  return open_error{open_problem::damaged,
                    path.string() +
                        " is not a key of 32 hexadecimal digits; put the one from the "
                        "backup back, or channels are asked under other numbers"};
}

std::variant<number_key, open_error> make(const std::filesystem::path& path, const hash_key& key) {
  // Under another name first: a crash in between leaves no half of a key behind.
  auto unfinished = path;
  unfinished += ".new";
  const auto file = open_file(unfinished, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  auto problem = file.valid() ? file.write_at(text_of(key), 0) : std::optional<int>{errno};
  if (!problem) problem = file.sync_data();
  if (!problem && ::rename(unfinished.c_str(), path.c_str()) != 0) problem = errno;
  if (problem) return cannot_do("create", path, *problem);
  if (auto unsynced = sync_folder(path.parent_path())) return *std::move(unsynced);
  return number_key{.key = key, .made_now = true};
}

}  // namespace

std::variant<number_key, open_error> open_number_key(const std::filesystem::path& folder,
                                                     const std::optional<hash_key>& fresh) {
  const auto path = folder_layout{folder}.number_key();
  const auto file = open_file(path, O_RDONLY);
  if (file.valid()) return read(file, path);
  if (errno != ENOENT) return cannot_do("open", path, errno);
  if (!fresh) return open_error{open_problem::missing, path.string() + " is missing"};
  return make(path, *fresh);
}

}  // namespace sluice::store
