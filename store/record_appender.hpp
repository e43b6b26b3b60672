#pragma once
/// What an append() means, the same for every implementation of the log: positions are checked,
/// records encoded and chained, index changes worked out. Where it all goes is the target's
/// business.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "store/chain.hpp"
#include "store/event_log.hpp"
#include "store/key_layout.hpp"

namespace sluice::store {

class append_target {
 public:
  virtual ~append_target() = default;
  /// With everything put so far, in this call as well. A stream that does not exist: position 0.
  [[nodiscard]] virtual std::variant<stream_state, write_failed> find(std::string_view stream) = 0;
  virtual void put_record(sequence at, std::string_view stored) = 0;
  virtual void put_stream(std::string_view stream, const stream_state& before,
                          const stream_state& after) = 0;
  virtual void put_entry(const index_entry& entry) = 0;
};

class record_appender {
 public:
  record_appender(std::uint16_t partition, std::uint32_t epoch, const head& end)
      : partition_(partition), epoch_(epoch), end_(end) {}

  /// After write_failed the end is not where the log's end is: append nothing any more.
  [[nodiscard]] std::variant<std::vector<append_result>, write_failed> append(
      std::span<const append_request> requests, append_target& target);
  /// With what the last append() put.
  [[nodiscard]] const head& end() const noexcept { return end_; }
  /// When the last record was decided; 0 before the first.
  [[nodiscard]] std::int64_t end_time_ms() const noexcept { return end_time_ms_; }

 private:
  [[nodiscard]] committed append_one(const append_request& request, const stream_state& before,
                                     append_target& target);
  void put_record(const append_request& request, const new_record& what, stream_state& state,
                  append_target& target);

  std::uint16_t partition_;
  std::uint32_t epoch_;
  head end_;
  std::int64_t end_time_ms_ = 0;
  chain_hasher hasher_;
  std::string stored_;  ///< one record, kept for its memory
};

}  // namespace sluice::store
