#pragma once
/// Which command ids the merchants have used lately, and for what: those of commands under way, and
/// for ten minutes those of commands that wrote nothing. What was written the log knows for ever.
///
/// Part of the front desk; in memory only. Of each merchant at most 8,192 are remembered, so that
/// no one pushes out another's.

#include <cstdint>
#include <deque>
#include <string>
#include <unordered_map>
#include <utility>

#include "base/instant.hpp"
#include "domain/ids.hpp"

namespace sluice {

/// An id is a merchant's own: the same text means something else elsewhere. Neither part is empty.
struct command_name {
  merchant_id merchant;
  command_id id;
};
/// As the log's index has it. A merchant's name has no slash.
[[nodiscard]] std::string index_key(const command_name& c);

class command_ids {
 public:
  static constexpr millis memory{600'000};
  static constexpr std::size_t most_remembered = 8192;

  /// It is, or was lately, used for something else.
  [[nodiscard]] bool is_used_otherwise(const command_name& c, const fingerprint& body,
                                       instant now) const;
  /// A command has come in. Precondition: !is_used_otherwise.
  void begin(const command_name& c, const fingerprint& body);
  /// Its answer goes out. `is_written`: the log has the id.
  void end(const command_name& c, bool is_written, instant now);
  /// Its answer goes out: there is no such merchant. Nothing of it is remembered, or strangers
  /// could fill the memory with names of their own.
  void end_of_nobody(const command_name& c);

 private:
  struct use {
    fingerprint body{};
    std::uint32_t under_way = 0;
    instant until{};  ///< remembered until then
  };
  struct of_one_merchant {
    std::unordered_map<command_id, use> uses{};
    std::deque<std::pair<instant, command_id>> remembered{};  ///< oldest first
    void forget_old(instant now);
  };
  std::unordered_map<merchant_id, of_one_merchant> merchants_;
};

}  // namespace sluice
