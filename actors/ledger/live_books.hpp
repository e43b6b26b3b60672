#pragma once
/// The books as they stand at this moment: written by the one who follows the log, read by whoever
/// answers. Any thread.

#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include "actors/desk/answer.hpp"
#include "actors/ports/shared_value.hpp"
#include "domain/balance/decide.hpp"
#include "domain/contract/book.hpp"
#include "domain/ledger/books.hpp"

namespace sluice {

class live_books {
 public:
  /// Everything up to this place of the log is in them.
  void post(const std::vector<ledger::journal>& made, std::uint64_t sequence);

  /// What has been agreed, up to that place as well.
  void agree(contract::book all) { contracts_.exchange(std::move(all)); }
  [[nodiscard]] shared_value<contract::book>::page contracts() const { return contracts_.now(); }
  /// Its money comes, or came, to an account of ours.
  [[nodiscard]] bool settles(const merchant_id& merchant) const;

  /// What its balance goes by.
  [[nodiscard]] balance::standing standing_of(const merchant_id& merchant, currency unit) const;
  /// What stands on a merchant's own accounts.
  [[nodiscard]] account_view of(const merchant_id& merchant) const;
  [[nodiscard]] std::vector<ledger::account_line> lines() const;

  /// A line an account, in which they lie in a bookmark.
  void write_to(std::string& text) const;
  /// False: the text is none, and nothing has changed.
  [[nodiscard]] bool read(const std::string& text);

 private:
  mutable std::mutex lock_;
  ledger::books now_;
  std::uint64_t sequence_ = 0;
  shared_value<contract::book> contracts_;
};

}  // namespace sluice
