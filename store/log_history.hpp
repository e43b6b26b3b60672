#pragma once
/// Which log this is. Sequence 7 is in every log; with this before it, it is in one only. And a log
/// that was put back from a backup goes on at sequences that it had used before, for other events:
/// then a new incarnation begins, and what is said of the earlier ones stays true.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::store {

class event_log;

/// By chance, from the log's birth. All zero: a log of an older version that has none yet.
using log_id = std::array<std::uint8_t, 16>;

/// 32 hexadecimal digits.
[[nodiscard]] std::string to_text(const log_id& id);
[[nodiscard]] std::optional<log_id> log_id_from_text(std::string_view text);

struct incarnation {
  std::uint64_t number = 1;
  std::uint64_t from = 1;  ///< the first sequence that is, or will be, of it

  friend bool operator==(const incarnation&, const incarnation&) = default;
};

struct log_history {
  log_id id{};
  std::vector<incarnation> incarnations{incarnation{}};  ///< never empty; both numbers only grow
  /// The last of them that began because the log lacks its end, as a person said or as what is
  /// known outside of it showed; a mere copy does not.
  std::optional<incarnation> put_back{};

  [[nodiscard]] bool has_id() const noexcept { return id != log_id{}; }
  /// Under which the record at this sequence was written.
  [[nodiscard]] std::uint64_t incarnation_of(std::uint64_t position) const noexcept;
  /// What is written from `from` on is of a new one. `wanted` becomes its number, if it is higher
  /// than the last: two that begin from one and the same backup must differ as well.
  void begin_incarnation(std::uint64_t from, std::uint64_t wanted);

  friend bool operator==(const log_history&, const log_history&) = default;
};

/// A log that knows which one it is: the one on disk, and what stands in front of it.
class known_log {
 public:
  virtual ~known_log() = default;
  /// As it was when the log was opened; it never changes afterwards.
  [[nodiscard]] virtual log_history history() const = 0;
};
/// Of a log in memory: the first incarnation, without an id.
[[nodiscard]] log_history history_of(const event_log& log);

/// As in the database: "1@1 1795861800@57".
[[nodiscard]] std::string to_text(const std::vector<incarnation>& all);
/// Nothing when it is anything else, empty, or does not grow.
[[nodiscard]] std::optional<std::vector<incarnation>> incarnations_from_text(std::string_view text);

}  // namespace sluice::store
