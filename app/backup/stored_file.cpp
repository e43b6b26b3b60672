#include "app/backup/stored_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <sstream>

#include "base/hex.hpp"
#include "base/running_sha256.hpp"
#include "store/data_folder.hpp"

namespace sluice::app {
namespace {

namespace fs = std::filesystem;

void check(bool done, const char* what, const fs::path& path) {
  if (!done) throw backup_failed(store::cannot(what, path, errno));
}

void sync_file(const fs::path& file) {
  const auto opened = store::open_file(file, O_RDONLY);
  check(opened.valid() && ::fsync(opened.number()) == 0, "sync", file);
}

fs::path unfinished(const fs::path& to) { return to.string() + ".unfinished"; }

void finish(const fs::path& to) {
  sync_file(unfinished(to));
  std::error_code why;
  fs::rename(unfinished(to), to, why);
  if (why) throw backup_failed("cannot make " + to.string() + ": " + why.message());
}

}  // namespace

std::string sha256_of_file(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  check(in.is_open(), "open", file);
  running_sha256 hash;
  std::array<char, 1 << 16> part{};
  while (in) {
    in.read(part.data(), part.size());
    hash.add({part.data(), static_cast<std::size_t>(in.gcount())});
  }
  check(!in.bad() && in.eof(), "read", file);
  return hex(hash.finish());
}

void copy_durably(const fs::path& from, const fs::path& to) {
  std::error_code why;
  fs::copy_file(from, unfinished(to), fs::copy_options::overwrite_existing, why);
  if (why)
    throw backup_failed(
        "cannot copy " + from.string() + " to " + to.string() + ": " + why.message());
  finish(to);
}

void write_durably(const fs::path& to, std::string_view bytes) {
  {
    std::ofstream out(unfinished(to), std::ios::binary | std::ios::trunc);
    out << bytes << std::flush;
    check(out.good(), "write", to);
  }
  finish(to);
}

void sync_names(const fs::path& folder) {
  if (const auto no = store::sync_folder(folder)) throw backup_failed(no->message);
}

std::string read_file(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream bytes;
  if (in.is_open()) bytes << in.rdbuf();
  check(in.is_open() && !in.bad(), "read", file);
  return std::move(bytes).str();
}

}  // namespace sluice::app
