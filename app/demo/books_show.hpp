#pragma once
/// What the demo shows of the books: before the first order two persons agree to contracts with two
/// merchants and a channel, and at the end the log's books say whose the money is.

#include <cstdint>
#include <deque>
#include <filesystem>
#include <string>

#include "app/demo/asker.hpp"
#include "app/demo/fleet.hpp"

namespace sluice::demo {

/// Minor units of CNY, each in the sense in which its accounts grow.
struct books_shown {
  std::uint64_t contracts = 0;  ///< that two persons have agreed to
  std::uint64_t journals = 0;
  std::int64_t channels_owe = 0, channels_took = 0;
  std::int64_t merchants = 0;  ///< theirs, due or not, and what is kept for refunds
  std::int64_t payers = 0;  ///< given back to them it will be
  std::int64_t paid_out = 0;  ///< to merchants
  std::int64_t fees = 0, fees_due = 0;
  std::int64_t difference = 0;  ///< of both sides
  std::string unreadable{};

  [[nodiscard]] bool is_as_it_should() const noexcept;
};

class books_show {
 public:
  books_show(const fleet& programs, asker& over);
  books_show(const books_show&) = delete;
  books_show& operator=(const books_show&) = delete;

  [[nodiscard]] bool is_done() const noexcept { return to_agree_.empty() && !is_waiting_; }
  /// The next contract is asked for as soon as the one before it holds.
  void turn();
  [[nodiscard]] std::uint64_t contracts() const noexcept { return contracts_; }

 private:
  void propose(nlohmann::json contract);
  void confirm(const nlohmann::json& proposal);

  asker& over_;
  const access::signing_key person_, other_person_;
  std::deque<nlohmann::json> to_agree_;
  bool is_waiting_ = false;
  std::uint64_t contracts_ = 0;
};

/// The engine has stopped.
[[nodiscard]] books_shown read_log_books(const std::filesystem::path& log);

}  // namespace sluice::demo
