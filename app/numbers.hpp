#pragma once
/// The numbers at channels that belong to a log. They are derived from the key beside it and the
/// prefix; the log remembers which, because under others a channel would pay again what the log has
/// forgotten.

#include <filesystem>
#include <memory>
#include <string>
#include <variant>

#include "actors/ports/observer.hpp"
#include "base/keyed_hash.hpp"
#include "domain/channel_numbers.hpp"
#include "store/event_log.hpp"

namespace sluice::app {

struct numbers_wanted {
  std::filesystem::path folder;  ///< of the log and its key
  std::string name_space;
  hash_key fresh;  ///< becomes the key where there is none, and none was there before
  /// A person says that the key is lost, or another prefix is meant.
  bool accept_new = false;
};

/// Called by the one who writes the log, before anybody else does. Otherwise a sentence: what
/// differs from what the log remembers, and what to do.
[[nodiscard]] std::variant<std::shared_ptr<const channel_numbers>, std::string> open_numbers(
    store::event_log& log, const numbers_wanted& wanted, observer& tells);

}  // namespace sluice::app
