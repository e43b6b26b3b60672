#pragma once
/// Follows the log and keeps the books of this moment (live_books.hpp). Its bookmark has what
/// stands on each account, so that a start need not read the whole log; of orders that are under
/// way it has nothing: their streams say it again when they go on.

#include <memory>

#include "actors/follow/follower.hpp"
#include "actors/ledger/live_books.hpp"
#include "events/log_bookkeeper.hpp"

namespace sluice {

class books_follower final : public follower {
 public:
  /// `log` is read for what orders at rest had been.
  books_follower(std::shared_ptr<live_books> into, std::shared_ptr<const store::event_log> log);

  [[nodiscard]] std::string_view name() const noexcept override { return "books"; }
  [[nodiscard]] bool is_heard() const noexcept override { return false; }
  [[nodiscard]] bool concerns(std::uint16_t type) const noexcept override;
  /// False: what its stream has before cannot be read. `sluice audit verify` says where.
  [[nodiscard]] bool take(const decoded_record& r) override;
  [[nodiscard]] bool flush() override { return true; }
  [[nodiscard]] snapshot state() const override;
  [[nodiscard]] bool restore(const snapshot& from) override;

 private:
  [[nodiscard]] bool knows_contracts();

  std::shared_ptr<live_books> into_;
  std::shared_ptr<const store::event_log> log_;
  log_bookkeeper keeper_;
};

}  // namespace sluice
