#include "adapters/access/private_file.hpp"

#include <fcntl.h>
#include <openssl/rand.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/invariant.hpp"
#include "store/data_folder.hpp"
#include "store/file_descriptor.hpp"

namespace sluice::access {
namespace {

constexpr std::size_t most_bytes = 1U << 20U;

std::optional<std::string> fault_of_rights(const std::filesystem::path& file, int number) {
  struct stat is{};
  if (::fstat(number, &is) != 0) return store::cannot("look at", file, errno);
  if (!S_ISREG(is.st_mode)) return file.string() + " is not a plain file";
  if (is.st_uid != ::geteuid()) return file.string() + " belongs to another user";
  if ((is.st_mode & 077U) != 0)
    return file.string() + " can be read by others; it holds a secret: chmod 600 it";
  return std::nullopt;
}

std::filesystem::path folder_of(const std::filesystem::path& file) {
  return file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
}

}  // namespace

std::variant<secret, read_failed> read_private_file(const std::filesystem::path& file,
                                                    bool checks_rights) {
  const auto opened = store::open_file(file, O_RDONLY | O_NOFOLLOW * (checks_rights ? 1 : 0));
  if (!opened.valid())
    return read_failed{.is_missing = errno == ENOENT, .why = store::cannot("open", file, errno)};
  if (checks_rights)
    if (auto fault = fault_of_rights(file, opened.number())) return read_failed{false, *fault};
  std::string text(most_bytes + 1, '\0');
  const auto size = ::pread(opened.number(), text.data(), text.size(), 0);
  if (size < 0) return read_failed{false, store::cannot("read", file, errno)};
  if (static_cast<std::size_t>(size) > most_bytes)
    return read_failed{false, file.string() + " is too large"};
  text.resize(static_cast<std::size_t>(size));
  return secret(std::move(text));
}

std::optional<std::string> write_private_file(const std::filesystem::path& file, const secret& text,
                                              bool may_replace) {
  if (!may_replace && std::filesystem::exists(std::filesystem::symlink_status(file)))
    return file.string() + " is there already; name another file";
  auto unfinished = file;
  unfinished += ".new";
  static_cast<void>(::unlink(unfinished.c_str()));
  const auto opened = store::open_file(unfinished, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0600);
  auto problem = opened.valid() ? opened.write_at(text.reveal(), 0) : std::optional<int>{errno};
  if (!problem) problem = opened.sync_data();
  if (!problem && ::rename(unfinished.c_str(), file.c_str()) != 0) problem = errno;
  if (problem) {
    static_cast<void>(::unlink(unfinished.c_str()));
    return store::cannot("write", file, *problem);
  }
  if (const auto unsynced = store::sync_folder(folder_of(file))) return unsynced->message;
  return std::nullopt;
}

secret random_bytes(std::size_t count) {
  std::string out(count, '\0');
  SLUICE_INVARIANT(
      RAND_priv_bytes(reinterpret_cast<unsigned char*>(out.data()), static_cast<int>(count)) == 1);
  return secret(std::move(out));
}

}  // namespace sluice::access
