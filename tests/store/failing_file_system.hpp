#pragma once
/// A file system whose write-ahead logs cannot be written, whose tables cannot be read, or that has
/// no room, when the test says so: what a dying or a full disk does.

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <memory>

namespace sluice::store {

/// What the next appends and syncs of a write-ahead log answer, the next reads of a table, and who
/// asks how much room there is.
/// Changed by the test's thread while nothing is under way.
struct disk_faults {
  rocksdb::IOStatus on_append;
  rocksdb::IOStatus on_sync;
  rocksdb::IOStatus on_read;
  std::uint64_t free_bytes = std::uint64_t{1} << 40;
};

class failing_file final : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  failing_file(std::unique_ptr<rocksdb::FSWritableFile> file, std::shared_ptr<disk_faults> faults)
      : FSWritableFileOwnerWrapper(std::move(file)), faults_(std::move(faults)) {}

  rocksdb::IOStatus Append(const rocksdb::Slice& data, const rocksdb::IOOptions& options,
                           rocksdb::IODebugContext* context) override {
    if (!faults_->on_append.ok()) return faults_->on_append;
    return FSWritableFileOwnerWrapper::Append(data, options, context);
  }
  rocksdb::IOStatus Append(const rocksdb::Slice& data, const rocksdb::IOOptions& options,
                           const rocksdb::DataVerificationInfo& check,
                           rocksdb::IODebugContext* context) override {
    if (!faults_->on_append.ok()) return faults_->on_append;
    return FSWritableFileOwnerWrapper::Append(data, options, check, context);
  }
  rocksdb::IOStatus Sync(const rocksdb::IOOptions& options,
                         rocksdb::IODebugContext* context) override {
    if (!faults_->on_sync.ok()) return faults_->on_sync;
    return FSWritableFileOwnerWrapper::Sync(options, context);
  }

 private:
  std::shared_ptr<disk_faults> faults_;
};

class failing_table final : public rocksdb::FSRandomAccessFileOwnerWrapper {
 public:
  failing_table(std::unique_ptr<rocksdb::FSRandomAccessFile> file,
                std::shared_ptr<disk_faults> faults)
      : FSRandomAccessFileOwnerWrapper(std::move(file)), faults_(std::move(faults)) {}

  rocksdb::IOStatus Read(std::uint64_t offset, std::size_t count, const rocksdb::IOOptions& options,
                         rocksdb::Slice* result, char* scratch,
                         rocksdb::IODebugContext* context) const override {
    if (!faults_->on_read.ok()) return faults_->on_read;
    return FSRandomAccessFileOwnerWrapper::Read(offset, count, options, result, scratch, context);
  }

 private:
  std::shared_ptr<disk_faults> faults_;
};

class failing_file_system final : public rocksdb::FileSystemWrapper {
 public:
  explicit failing_file_system(std::shared_ptr<disk_faults> faults)
      : FileSystemWrapper(rocksdb::FileSystem::Default()), faults_(std::move(faults)) {}

  const char* Name() const override { return "failing_file_system"; }

  rocksdb::IOStatus NewWritableFile(const std::string& name, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* result,
                                    rocksdb::IODebugContext* context) override {
    auto status = FileSystemWrapper::NewWritableFile(name, options, result, context);
    if (status.ok() && name.ends_with(".log")) {
      *result = std::make_unique<failing_file>(std::move(*result), faults_);
    }
    return status;
  }

  rocksdb::IOStatus GetFreeSpace(const std::string& /*path*/, const rocksdb::IOOptions& /*options*/,
                                 std::uint64_t* free_bytes,
                                 rocksdb::IODebugContext* /*context*/) override {
    *free_bytes = faults_->free_bytes;
    return rocksdb::IOStatus::OK();
  }

  rocksdb::IOStatus NewRandomAccessFile(const std::string& name,
                                        const rocksdb::FileOptions& options,
                                        std::unique_ptr<rocksdb::FSRandomAccessFile>* result,
                                        rocksdb::IODebugContext* context) override {
    auto status = FileSystemWrapper::NewRandomAccessFile(name, options, result, context);
    if (status.ok()) *result = std::make_unique<failing_table>(std::move(*result), faults_);
    return status;
  }

 private:
  std::shared_ptr<disk_faults> faults_;
};

}  // namespace sluice::store
