#pragma once
/// The database below a closed log, to do to it what must not happen.

#include <filesystem>
#include <memory>
#include <string>

#include "store/key_layout.hpp"
#include "store/rocksdb_database.hpp"
#include "tests/catch.hpp"

namespace sluice::store {

[[nodiscard]] inline std::unique_ptr<rocksdb_database> raw_database(
    const std::filesystem::path& folder) {
  auto result = rocksdb_database::open(folder / "db", rocksdb_database::mode::write, nullptr);
  if (const auto* problem = std::get_if<open_error>(&result)) FAIL(problem->message);
  return std::get<std::unique_ptr<rocksdb_database>>(std::move(result));
}

inline void raw_put(const rocksdb_database& database, rocksdb::ColumnFamilyHandle* family,
                    std::string_view key, std::string_view value) {
  REQUIRE(database->Put({}, family, slice(key), slice(value)).ok());
}

[[nodiscard]] inline std::string raw_record(const rocksdb_database& database, sequence at) {
  std::string value;
  REQUIRE(database->Get({}, database.events(), slice(view(event_key_of(0, at))), &value).ok());
  return value;
}

}  // namespace sluice::store
