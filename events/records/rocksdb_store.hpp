#pragma once
/// Records on disk: a RocksDB of its own whose files are thrown away oldest first, by age and size.
/// Nothing is synced: a power cut may lose the newest. Several may read beside the one that writes.

#include <filesystem>
#include <memory>
#include <variant>

#include "events/records/record_store.hpp"

namespace sluice::records {

/// Where an engine keeps them: in the folder of its log.
[[nodiscard]] inline std::filesystem::path folder_beside(const std::filesystem::path& data) {
  return data / "calls";
}

/// A sentence for a person.
struct open_failure {
  std::string what;
  bool is_missing = false;  ///< there is no such folder
};

/// To write: makes the folder where there is none. What is damaged is thrown away and begun anew,
/// which is said to `remark`: nothing depends on it, and nobody shall have to wait for it.
[[nodiscard]] std::variant<std::unique_ptr<record_store>, open_failure> open_rocksdb_store(
    const std::filesystem::path& folder, const limits& keeps,
    const std::function<void(const std::string&)>& remark);

/// As it is at this moment, also beside an engine that writes it.
[[nodiscard]] std::variant<std::unique_ptr<record_store>, open_failure> read_rocksdb_store(
    const std::filesystem::path& folder);

}  // namespace sluice::records
