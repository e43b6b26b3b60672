#pragma once
/// The simulated channels' books: what really arrived and what really moved, one JSON object a
/// line. They are the truth that the engine is judged by, so they live in a file of their own,
/// which no crash of the engine touches, and every line is on the disk before the channel answers.
///
/// Written by the simulated channels; read again when they start, by the demo, and by crash tests.
/// Amounts are minor units. A file that cannot be written or understood: std::runtime_error with a
/// sentence; a torn last line (power cut, kill) is what a crash leaves behind and is no error.

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "domain/money.hpp"

namespace sluice::sim {

/// Written by name; never change or reuse a name.
enum class movement_kind : std::uint8_t {
  pay_received,  ///< a pay request arrived, no money moved: makes a request sent twice visible
  paid,
  refunded,
  given_back,  ///< a paid order was revoked
  held,        ///< of the payer's money, for the merchant: nothing is paid
  taken,       ///< of what was held, by a capture, which is paid under a key of its own
  let_go,      ///< of what was held, and is the payer's again
};

[[nodiscard]] std::string_view name_of(movement_kind kind) noexcept;

struct movement {
  movement_kind kind = movement_kind::pay_received;
  instant at{};
  std::string channel{};
  std::string key{};         ///< out_trade_no
  std::string refund_key{};  ///< out_refund_no, of refunds and of what was let go by request
  money amount{};
  std::string reference{};  ///< the channel's own number
  /// Of `paid` and `held` only: what else the channel repeats of the request, so that it can do so
  /// after a restart.
  std::map<std::string, std::string> about{};
  friend bool operator==(const movement&, const movement&) = default;
};

/// What the books say about one key.
struct key_totals {
  std::string channel{};
  int received = 0;  ///< pay requests; more than one: somebody sent it again
  std::int64_t paid_minor = 0;
  std::int64_t returned_minor = 0;
  std::int64_t held_minor = 0;  ///< held still: neither taken nor let go
  friend bool operator==(const key_totals&, const key_totals&) = default;
};

using book_totals = std::map<std::string, key_totals>;

[[nodiscard]] std::string to_line(const movement& m);
[[nodiscard]] std::vector<movement> read_movements(const std::filesystem::path& file);
[[nodiscard]] book_totals total(const std::vector<movement>& movements);
/// read_movements, then total. A file that is not there: no totals.
[[nodiscard]] book_totals read_books(const std::filesystem::path& file);

/// The file, open for appending by one process.
class books {
 public:
  /// Cuts off a torn last line. Another process still has it open after `patience`:
  /// std::runtime_error.
  explicit books(const std::filesystem::path& file, millis patience = millis{0});
  ~books();
  books(const books&) = delete;
  books& operator=(const books&) = delete;

  /// What earlier runs wrote.
  [[nodiscard]] const std::vector<movement>& earlier() const noexcept { return earlier_; }
  /// On the disk when it returns.
  void append(const std::vector<movement>& movements);

 private:
  std::filesystem::path file_;
  int descriptor_ = -1;
  std::vector<movement> earlier_{};
};

}  // namespace sluice::sim
