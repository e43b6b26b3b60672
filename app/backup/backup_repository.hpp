#pragma once
/// A folder with backups of one log:
///
///   REPO/files/<sha256>                what they hold, each content once and never changed
///   REPO/backups/<number>/manifest.json   which of them make up a backup; written last
///
/// So a further backup costs what is new since the last one: the database never changes a table.
/// All of it throws backup_failed with a sentence for a person.

#include <functional>
#include <optional>

#include "app/backup/backup_manifest.hpp"
#include "app/backup/stored_file.hpp"
#include "store/file_descriptor.hpp"

namespace sluice::app {

class backup_repository {
 public:
  explicit backup_repository(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// Of the log in `data`, which an engine may be writing.
  backup_manifest create(const std::filesystem::path& data, std::uint16_t partition, instant now);
  struct listed {
    std::vector<backup_manifest> good;  ///< oldest first
    std::vector<std::string> faults;    ///< of the others, a sentence each
    std::uint64_t last_number = 0;      ///< of all of them
  };
  [[nodiscard]] listed list() const;
  [[nodiscard]] backup_manifest of(std::uint64_t number) const;
  /// The newest that reaches this sequence, or goes beyond. Where a manifest cannot be read nobody
  /// knows whether it would be that one: who puts back another one names it.
  [[nodiscard]] backup_manifest reaching(std::uint64_t sequence) const;
  [[nodiscard]] backup_manifest newest() const;

  /// What is missing or is not what it was, a sentence each. Reads every byte.
  [[nodiscard]] std::vector<std::string> faults_of(const backup_manifest& m) const;
  struct freed {
    std::size_t backups = 0;
    std::uint64_t bytes = 0;
  };
  /// Removes all but the newest, and what no backup holds any more. Not where a manifest cannot be
  /// read: nobody knows which files that one holds. Precondition: keep > 0.
  freed prune(std::size_t keep) const;
  /// Puts the files back, each as it was, into an empty folder.
  void put_into(const std::filesystem::path& folder, const backup_manifest& m) const;

 private:
  [[nodiscard]] std::filesystem::path files() const { return folder_ / "files"; }
  [[nodiscard]] std::filesystem::path backups() const { return folder_ / "backups"; }
  [[nodiscard]] std::filesystem::path place_of(const backup_file& f) const {
    return files() / f.sha256;
  }
  [[nodiscard]] std::optional<std::string> fault_of(const backup_manifest& m,
                                                    const backup_file& f) const;
  [[nodiscard]] std::vector<backup_manifest> all_are_good() const;
  void make_folders() const;
  /// One that makes backups at a time.
  [[nodiscard]] store::file_descriptor lock() const;
  /// How many bytes are new in the repository.
  std::uint64_t take_in(const std::filesystem::path& file, const backup_file& f) const;
  void write(const backup_manifest& m) const;
  /// How many bytes nobody holds any more.
  std::uint64_t remove_all_but(const std::vector<backup_manifest>& kept) const;

  std::filesystem::path folder_;
};

}  // namespace sluice::app
