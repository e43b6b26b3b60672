#pragma once
/// The folder that holds a log: whose it is, and who writes it. events/FORMAT.md says what is in
/// it.

#include <filesystem>
#include <optional>
#include <string>
#include <variant>

#include "store/file_descriptor.hpp"
#include "store/open_error.hpp"

namespace sluice::store {

struct folder_layout {
  std::filesystem::path folder;

  [[nodiscard]] std::filesystem::path database() const { return folder / "db"; }
  [[nodiscard]] std::filesystem::path head() const { return folder / "HEAD"; }
  [[nodiscard]] std::filesystem::path lock() const { return folder / "LOCK"; }
  [[nodiscard]] std::filesystem::path number_key() const { return folder / "NUMBER_KEY"; }
  /// As long as it is there, the folder is being put together and is no log yet.
  [[nodiscard]] std::filesystem::path unfinished() const { return folder / "UNFINISHED"; }
};

enum class folder_use : std::uint8_t { read, write, create };

/// Creates it (mode 0700, with its parents) for `create`. Refuses a folder of another user: what it
/// would leave there, the owner could not write. Root may read everybody's.
[[nodiscard]] std::optional<open_error> prepare_folder(const std::filesystem::path& folder,
                                                       folder_use use);

/// Held as long as the descriptor is open; the kernel lets go of it when the process ends, however
/// it ends.
[[nodiscard]] std::variant<file_descriptor, open_error> lock_folder(const folder_layout& layout);

/// Who has it locked: "process 4711", for a person. Nothing: nobody, or there is no such folder. It
/// leaves no trace, and by the next moment it may be untrue.
[[nodiscard]] std::optional<std::string> holder_of_folder(const folder_layout& layout);

/// Which file this is on its file system, as text. A copy is another one, and so is one that was
/// put back; a snapshot of the whole file system is not. Empty: there is none.
[[nodiscard]] std::string birthmark_of(const std::filesystem::path& file);

/// Makes names in it durable.
[[nodiscard]] std::optional<open_error> sync_folder(const std::filesystem::path& folder);

}  // namespace sluice::store
