#include "store/data_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>

namespace sluice::store {
namespace {

open_error failed(std::string_view do_what, const std::filesystem::path& path, int error_number) {
  return {.kind = open_problem::failed, .message = cannot(do_what, path, error_number)};
}

std::optional<open_error> make_folder(const std::filesystem::path& folder) {
  std::error_code error;
  if (folder.has_parent_path()) std::filesystem::create_directories(folder.parent_path(), error);
  if (error) return failed("create", folder.parent_path(), error.value());
  if (::mkdir(folder.c_str(), 0700) == 0 || errno == EEXIST) return std::nullopt;
  return failed("create", folder, errno);
}

/// Who wrote its process id there; for the message only.
std::string holder_of(const file_descriptor& lock) {
  std::array<char, 24> text{};
  const auto size = ::pread(lock.number(), text.data(), text.size() - 1, 0);
  if (size <= 0) return "another process";
  std::string id{text.data(), static_cast<std::size_t>(size)};
  while (!id.empty() && id.back() == '\n') id.pop_back();
  return "process " + id;
}

}  // namespace

std::optional<open_error> prepare_folder(const std::filesystem::path& folder, folder_use use) {
  if (use == folder_use::create) {
    if (auto problem = make_folder(folder)) return problem;
  }
  struct stat about{};
  if (::stat(folder.c_str(), &about) != 0) {
    if (errno != ENOENT) return failed("look at", folder, errno);
    return open_error{open_problem::missing, "there is no folder " + folder.string()};
  }
  if (!S_ISDIR(about.st_mode)) {
    return open_error{open_problem::failed, folder.string() + " is not a folder"};
  }
  const auto me = ::geteuid();
  if (about.st_uid == me || (use == folder_use::read && me == 0)) return std::nullopt;
  return open_error{
      open_problem::foreign_owner,
      "the folder " + folder.string() + " belongs to user id " + std::to_string(about.st_uid) +
          ", but this process runs as user id " + std::to_string(me) + "; run it as the owner"};
}

std::variant<file_descriptor, open_error> lock_folder(const folder_layout& layout) {
  auto file = open_file(layout.lock(), O_RDWR | O_CREAT, 0600);
  if (!file.valid()) return failed("open", layout.lock(), errno);
  if (::flock(file.number(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return failed("lock", layout.lock(), errno);
    return open_error{open_problem::locked, "the log in " + layout.folder.string() +
                                                " is being written by " + holder_of(file)};
  }
  if (::ftruncate(file.number(), 0) != 0) return failed("write", layout.lock(), errno);
  if (const auto error = file.write_at(std::to_string(::getpid()) + '\n', 0)) {
    return failed("write", layout.lock(), *error);
  }
  return file;
}

std::optional<std::string> holder_of_folder(const folder_layout& layout) {
  const auto file = open_file(layout.lock(), O_RDONLY);
  // Shared: two that only look do not see each other.
  if (!file.valid() || ::flock(file.number(), LOCK_SH | LOCK_NB) == 0) return std::nullopt;
  return holder_of(file);
}

std::string birthmark_of(const std::filesystem::path& file) {
  struct statx about{};
  if (::statx(AT_FDCWD, file.c_str(), 0, STATX_INO | STATX_BTIME, &about) != 0) return {};
  // Numbers are used again; the time of birth is not known everywhere, and is 0 then.
  return std::to_string(about.stx_ino) + '/' + std::to_string(about.stx_btime.tv_sec) + '.' +
         std::to_string(about.stx_btime.tv_nsec);
}

std::optional<open_error> sync_folder(const std::filesystem::path& folder) {
  const auto opened = open_file(folder, O_RDONLY | O_DIRECTORY);
  if (!opened.valid() || ::fsync(opened.number()) != 0) return failed("sync", folder, errno);
  return std::nullopt;
}

}  // namespace sluice::store
