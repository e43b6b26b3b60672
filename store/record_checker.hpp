#pragma once
/// Reads stored records one after the other and believes nothing: decoding, gap-freedom, the chain
/// of hashes, partition, and that the epoch never falls.

#include <optional>
#include <string_view>
#include <variant>

#include "store/chain.hpp"
#include "store/event_log.hpp"
#include "store/record_format.hpp"

namespace sluice::store {

/// Where stored records come from. What it returns is valid until the next call.
class record_source {
 public:
  virtual ~record_source() = default;
  /// The stored bytes of that record, or why there are none.
  [[nodiscard]] virtual std::variant<std::string_view, damage> stored(sequence at) = 0;
};

class record_checker {
 public:
  explicit record_checker(std::uint16_t partition);

  /// The next record to be checked is `at`; its chain continues that of record at - 1.
  [[nodiscard]] std::optional<damage> continue_at(sequence at, record_source& source);
  /// Checks the next record of `source` and moves on by one.
  [[nodiscard]] std::variant<record_view, damage> next(record_source& source);

 private:
  [[nodiscard]] std::variant<record_view, damage> decode(sequence at,
                                                         std::string_view stored) const;

  std::uint16_t partition_;
  chain_hasher hasher_;
  sequence next_ = 1;
  digest chain_{};
  std::uint32_t epoch_ = 0;
};

/// event_log::read_all for any source whose last record is `last`.
[[nodiscard]] std::optional<damage> read_forward(std::uint16_t partition, sequence from,
                                                 sequence last, record_source& source,
                                                 const event_log::visitor& visit);

/// event_log::read_stream for any source: from the stream's head back to its first record. Each
/// record's hash is checked against the record before it in the log.
[[nodiscard]] std::variant<std::vector<record>, damage> read_back(
    std::uint16_t partition, std::string_view stream, const stream_head& head,
    record_source& source);

}  // namespace sluice::store
