#pragma once
/// The records of one synced batch, made from what the log writer has just handed to the log: so
/// followers at the head of the log need not read it, and share one decoding. Any thread.
///
/// They lack what only the log knows: the chain hash and where the record before lies in its
/// stream.

#include <deque>
#include <memory>
#include <mutex>
#include <vector>

#include "events/decoded_record.hpp"

namespace sluice {

/// What every record of a log has in common.
struct log_identity {
  std::uint16_t partition = 0;
  std::uint32_t epoch = 1;
};

class fresh_batch {
 public:
  /// `results` are those of `asked`, in the same order.
  fresh_batch(log_identity of, std::vector<store::append_request> asked,
              const std::vector<store::append_result>& results);

  [[nodiscard]] bool empty() const noexcept { return rows_.empty(); }
  [[nodiscard]] store::sequence first() const noexcept { return first_; }
  [[nodiscard]] store::sequence last() const noexcept { return first_ + rows_.size() - 1; }
  [[nodiscard]] bool has(store::sequence at) const noexcept {
    return at >= first_ && at - first_ < rows_.size();
  }
  // Precondition of both: has(at).
  [[nodiscard]] std::uint16_t type_at(store::sequence at) const noexcept;
  [[nodiscard]] const decoded_record& at(store::sequence at) const;

 private:
  struct row {
    const store::append_request* request;
    std::size_t index;  ///< of the record in its request
  };
  void make_records() const;

  const log_identity of_;
  const std::vector<store::append_request> asked_;
  std::vector<row> rows_;
  store::sequence first_ = 0;
  mutable std::once_flag made_;
  mutable std::deque<decoded_record> records_;  ///< made when somebody first wants one
};

}  // namespace sluice
