#include "sim/disk/forgetful_files.hpp"

#include <rocksdb/options.h>

#include <algorithm>

namespace sluice::sim {
namespace {

using rocksdb::FileOptions;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;

IOStatus status_of(io_result result, const std::string& name = {}) {
  switch (result) {
    case io_result::done: return IOStatus::OK();
    case io_result::missing: return IOStatus::PathNotFound(name);
    case io_result::broken: return IOStatus::IOError("the simulated disk is broken");
    case io_result::full: return IOStatus::NoSpace("the simulated disk is full");
    case io_result::stopped: break;
  }
  return IOStatus::IOError("the simulated machine has stopped");
}

/// As a platter wants it; RocksDB writes "/a//b" and "/a/b/" too.
std::string path_of(std::string name) {
  const auto both_slashes = [](char a, char b) { return a == '/' && b == '/'; };
  name.erase(std::unique(name.begin(), name.end(), both_slashes), name.end());
  if (name.size() > 1 && name.back() == '/') name.pop_back();
  return name;
}

/// A copy of its options, which RocksDB writes and checks at each opening, and never reads again.
/// Where it opens without one by default (before 9), that saves most of the time of an opening.
bool can_do_without(const std::string& name) {
  static const bool must_be_written = rocksdb::DBOptions{}.fail_if_options_file_error;
  return !must_be_written && name.find("/OPTIONS-") != std::string::npos;
}

class sequential_file final : public rocksdb::FSSequentialFile {
 public:
  sequential_file(std::shared_ptr<platter> files, platter::file_ref file)
      : files_(std::move(files)), file_(std::move(file)) {}

  IOStatus Read(std::size_t wanted, const IOOptions&, Slice* result, char* scratch,
                IODebugContext*) override {
    const auto count = files_->read(*file_, at_, wanted, scratch);
    at_ += count;
    *result = Slice(scratch, count);
    return IOStatus::OK();
  }
  IOStatus Skip(std::uint64_t count) override {
    at_ = std::min(at_ + count, files_->size(*file_));
    return IOStatus::OK();
  }

 private:
  std::shared_ptr<platter> files_;
  platter::file_ref file_;
  std::uint64_t at_ = 0;
};

class random_access_file final : public rocksdb::FSRandomAccessFile {
 public:
  random_access_file(std::shared_ptr<platter> files, platter::file_ref file)
      : files_(std::move(files)), file_(std::move(file)) {}

  IOStatus Read(std::uint64_t offset, std::size_t wanted, const IOOptions&, Slice* result,
                char* scratch, IODebugContext*) const override {
    *result = Slice(scratch, files_->read(*file_, offset, wanted, scratch));
    return IOStatus::OK();
  }

 private:
  std::shared_ptr<platter> files_;
  platter::file_ref file_;
};

class writable_file final : public rocksdb::FSWritableFile {
 public:
  writable_file(std::shared_ptr<platter> files, platter::file_ref file)
      : files_(std::move(files)), file_(std::move(file)) {}

  using FSWritableFile::Append;
  IOStatus Append(const Slice& data, const IOOptions&, IODebugContext*) override {
    return status_of(files_->append(*file_, {data.data(), data.size()}));
  }
  IOStatus Sync(const IOOptions&, IODebugContext*) override {
    return status_of(files_->sync(*file_));
  }
  IOStatus Flush(const IOOptions&, IODebugContext*) override { return IOStatus::OK(); }
  IOStatus Close(const IOOptions&, IODebugContext*) override { return IOStatus::OK(); }
  std::uint64_t GetFileSize(const IOOptions&, IODebugContext*) override {
    return files_->size(*file_);
  }

 private:
  std::shared_ptr<platter> files_;
  platter::file_ref file_;
};

class directory final : public rocksdb::FSDirectory {
 public:
  explicit directory(std::shared_ptr<platter> files) : files_(std::move(files)) {}
  IOStatus Fsync(const IOOptions&, IODebugContext*) override {
    return status_of(files_->sync_names());
  }
  IOStatus Close(const IOOptions&, IODebugContext*) override { return IOStatus::OK(); }

 private:
  std::shared_ptr<platter> files_;
};

/// RocksDB does not open without one.
class silent_logger final : public rocksdb::Logger {
 public:
  using Logger::Logv;
  void Logv(const char*, va_list) override {}
  std::size_t GetLogFileSize() const override { return 0; }
};

struct held_lock final : rocksdb::FileLock {
  explicit held_lock(std::string path) : of(std::move(path)) {}
  std::string of;
};

}  // namespace

// -- opening ----------------------------------------------------------------------------------

IOStatus forgetful_files::NewSequentialFile(const std::string& name, const FileOptions&,
                                            std::unique_ptr<rocksdb::FSSequentialFile>* result,
                                            IODebugContext*) {
  auto found = files_->find(path_of(name));
  if (!found) return status_of(io_result::missing, name);
  *result = std::make_unique<sequential_file>(files_, std::move(found));
  return IOStatus::OK();
}

IOStatus forgetful_files::NewRandomAccessFile(const std::string& name, const FileOptions&,
                                              std::unique_ptr<rocksdb::FSRandomAccessFile>* result,
                                              IODebugContext*) {
  auto found = files_->find(path_of(name));
  if (!found) return status_of(io_result::missing, name);
  *result = std::make_unique<random_access_file>(files_, std::move(found));
  return IOStatus::OK();
}

IOStatus forgetful_files::NewWritableFile(const std::string& name, const FileOptions&,
                                          std::unique_ptr<rocksdb::FSWritableFile>* result,
                                          IODebugContext*) {
  if (can_do_without(name)) return IOStatus::NotSupported("no OPTIONS file");
  platter::file_ref created;
  const auto made = files_->create(path_of(name), created);
  if (made == io_result::done) *result = std::make_unique<writable_file>(files_, created);
  return status_of(made, name);
}

IOStatus forgetful_files::NewDirectory(const std::string& name, const IOOptions&,
                                       std::unique_ptr<rocksdb::FSDirectory>* result,
                                       IODebugContext*) {
  if (!files_->is_folder(path_of(name))) return status_of(io_result::missing, name);
  *result = std::make_unique<directory>(files_);
  return IOStatus::OK();
}

IOStatus forgetful_files::NewLogger(const std::string&, const IOOptions&,
                                    std::shared_ptr<rocksdb::Logger>* result, IODebugContext*) {
  *result = std::make_shared<silent_logger>();
  return IOStatus::OK();
}

// -- names ------------------------------------------------------------------------------------

IOStatus forgetful_files::FileExists(const std::string& name, const IOOptions&, IODebugContext*) {
  const auto path = path_of(name);
  if (files_->find(path) || files_->is_folder(path)) return IOStatus::OK();
  return IOStatus::NotFound(name);
}

IOStatus forgetful_files::GetChildren(const std::string& folder, const IOOptions&,
                                      std::vector<std::string>* result, IODebugContext*) {
  const auto path = path_of(folder);
  if (!files_->is_folder(path)) return IOStatus::NotFound(folder);
  *result = files_->children(path);
  return IOStatus::OK();
}

IOStatus forgetful_files::DeleteFile(const std::string& name, const IOOptions&, IODebugContext*) {
  return status_of(files_->remove(path_of(name)), name);
}

IOStatus forgetful_files::RenameFile(const std::string& from, const std::string& to,
                                     const IOOptions&, IODebugContext*) {
  return status_of(files_->rename(path_of(from), path_of(to)), from);
}

IOStatus forgetful_files::CreateDir(const std::string& name, const IOOptions&, IODebugContext*) {
  if (files_->is_folder(path_of(name))) return IOStatus::IOError(name, "is there already");
  return status_of(files_->make_folder(path_of(name)), name);
}

IOStatus forgetful_files::CreateDirIfMissing(const std::string& name, const IOOptions&,
                                             IODebugContext*) {
  if (files_->is_folder(path_of(name))) return IOStatus::OK();
  return status_of(files_->make_folder(path_of(name)), name);
}

IOStatus forgetful_files::DeleteDir(const std::string&, const IOOptions&, IODebugContext*) {
  return IOStatus::NotSupported("folders stay");
}

IOStatus forgetful_files::IsDirectory(const std::string& name, const IOOptions&, bool* result,
                                      IODebugContext*) {
  *result = files_->is_folder(path_of(name));
  return IOStatus::OK();
}

IOStatus forgetful_files::GetAbsolutePath(const std::string& name, const IOOptions&,
                                          std::string* result, IODebugContext*) {
  *result = path_of(name);
  return IOStatus::OK();
}

IOStatus forgetful_files::GetTestDirectory(const IOOptions&, std::string*, IODebugContext*) {
  return IOStatus::NotSupported("not a test's file system");
}

// -- about files ------------------------------------------------------------------------------

IOStatus forgetful_files::GetFileSize(const std::string& name, const IOOptions&,
                                      std::uint64_t* result, IODebugContext*) {
  const auto found = files_->find(path_of(name));
  if (!found) return status_of(io_result::missing, name);
  *result = files_->size(*found);
  return IOStatus::OK();
}

IOStatus forgetful_files::GetFileModificationTime(const std::string&, const IOOptions&,
                                                  std::uint64_t* result, IODebugContext*) {
  *result = 0;
  return IOStatus::OK();
}

IOStatus forgetful_files::LockFile(const std::string& name, const IOOptions&,
                                   rocksdb::FileLock** result, IODebugContext*) {
  const std::lock_guard lock(mutex_);
  auto path = path_of(name);
  if (!locked_.insert(path).second) return IOStatus::IOError(name, "is locked");
  *result = new held_lock(std::move(path));
  return IOStatus::OK();
}

IOStatus forgetful_files::UnlockFile(rocksdb::FileLock* held, const IOOptions&, IODebugContext*) {
  const std::lock_guard lock(mutex_);
  const std::unique_ptr<held_lock> ours(static_cast<held_lock*>(held));
  locked_.erase(ours->of);
  return IOStatus::OK();
}

}  // namespace sluice::sim
