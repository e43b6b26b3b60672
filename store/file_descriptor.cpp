#include "store/file_descriptor.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <system_error>

namespace sluice::store {

file_descriptor::~file_descriptor() {
  if (valid()) ::close(number_);
}

std::optional<int> file_descriptor::write_at(std::string_view bytes,
                                             std::size_t offset) const noexcept {
  while (!bytes.empty()) {
    const auto written =
        ::pwrite(number_, bytes.data(), bytes.size(), static_cast<::off_t>(offset));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    bytes.remove_prefix(static_cast<std::size_t>(written));
    offset += static_cast<std::size_t>(written);
  }
  return std::nullopt;
}

std::optional<int> file_descriptor::sync_data() const noexcept {
  if (::fdatasync(number_) == 0) return std::nullopt;
  return errno;  // never tried again: a second fdatasync says yes to what the first one lost
}

file_descriptor open_file(const std::filesystem::path& path, int flags, unsigned mode) {
  return file_descriptor{::open(path.c_str(), flags | O_CLOEXEC, mode)};
}

std::string cannot(std::string_view do_what, const std::filesystem::path& path, int error_number) {
  return "cannot " + std::string{do_what} + ' ' + path.string() + ": " +
         std::generic_category().message(error_number);
}

}  // namespace sluice::store
