#pragma once
/// Why a data folder was not opened. Each message is a sentence for a person, with the path in it.

#include <cstdint>
#include <string>

#include "store/event_log.hpp"

namespace sluice::store {

enum class open_problem : std::uint8_t {
  missing,          ///< there is no log, and none was to be created
  locked,           ///< another process writes it
  foreign_owner,    ///< the folder belongs to another user
  newer_version,    ///< written by a newer version
  wrong_partition,  ///< it is the log of another partition
  stale_epoch,      ///< a later owner has written it
  cut_tail,         ///< acknowledged records are not there any more
  damaged,          ///< something is there that cannot be
  unreadable,       ///< RocksDB cannot read its own files: what they held is not known
  failed,           ///< the operating system or RocksDB says no
};

struct open_error {
  open_problem kind = open_problem::failed;
  std::string message;
  sequence at = 0;  ///< the first bad or missing sequence; 0 when unknown
};

}  // namespace sluice::store
