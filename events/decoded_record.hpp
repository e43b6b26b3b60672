#pragma once
/// A record of the log and what it says: decoded when somebody first asks, once for all who share
/// it. Any thread.

#include <mutex>
#include <optional>
#include <utility>

#include "events/codec.hpp"

namespace sluice {

class decoded_record {
 public:
  explicit decoded_record(store::record r) : record_(std::move(r)) {}

  [[nodiscard]] const store::record& record() const noexcept { return record_; }
  [[nodiscard]] const decode_result& content() const {
    std::call_once(asked_, [this] { content_.emplace(decode(record_)); });
    return *content_;
  }

 private:
  store::record record_;
  mutable std::once_flag asked_;
  mutable std::optional<decode_result> content_;
};

}  // namespace sluice
