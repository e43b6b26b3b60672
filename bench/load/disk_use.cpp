#include "bench/load/disk_use.hpp"

#include "store/data_folder.hpp"
#include "store/rocksdb_database.hpp"

namespace sluice::bench {

std::uint64_t bytes_in(const std::filesystem::path& folder) {
  std::uint64_t sum = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) sum += entry.file_size();
  return sum;
}

std::variant<std::uint64_t, problem> compacted_bytes(const std::filesystem::path& log_folder) {
  using store::rocksdb_database;
  const store::folder_layout layout{log_folder};
  auto opened = rocksdb_database::open(layout.database(), rocksdb_database::mode::write, nullptr);
  if (auto* no = std::get_if<store::open_error>(&opened)) return no->message;
  {
    const auto database = std::move(std::get<std::unique_ptr<rocksdb_database>>(opened));
    rocksdb::CompactRangeOptions everything;
    everything.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForceOptimized;
    for (auto* family : {database->events(), database->streams(), database->open_index(),
                         database->entries(), database->meta()}) {
      const auto status = (*database)->CompactRange(everything, family, nullptr, nullptr);
      if (!status.ok()) return "the log cannot be compacted: " + status.ToString();
    }
  }
  return bytes_in(log_folder);
}

}  // namespace sluice::bench
