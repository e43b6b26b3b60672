#pragma once
/// A file system whose write-ahead logs can be made to fail: what a dying or a full disk does.

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <memory>

namespace sluice::store {

/// What the next appends and syncs of a write-ahead log answer. Changed by the test's thread while
/// no write is under way.
struct write_faults {
  rocksdb::IOStatus on_append;
  rocksdb::IOStatus on_sync;
};

class failing_file final : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  failing_file(std::unique_ptr<rocksdb::FSWritableFile> file, std::shared_ptr<write_faults> faults)
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
  std::shared_ptr<write_faults> faults_;
};

class failing_file_system final : public rocksdb::FileSystemWrapper {
 public:
  explicit failing_file_system(std::shared_ptr<write_faults> faults)
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

 private:
  std::shared_ptr<write_faults> faults_;
};

}  // namespace sluice::store
