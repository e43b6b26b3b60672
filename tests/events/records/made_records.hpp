#pragma once
/// A call, and an order, for tests of what is kept of calls.

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <memory>

#include "base/invariant.hpp"
#include "domain/call_record.hpp"
#include "events/records/record_store.hpp"

namespace sluice::records::test {

inline const order_id a{merchant_id{"m1"}, order_no{"A-1"}};
inline const order_id its_namesake{merchant_id{"m1"}, order_no{"A-10"}};
inline const instant noon{millis{1'800'000'000'000}};

inline call_record call_of(const order_id& order, instant began) {
  return {.order = order,
          .attempt = attempt_no{1},
          .channel = channel_id{"wechat"},
          .operation = "query",
          .number = channel_key{"KEY-1"},
          .began = began,
          .took = millis{40},
          .outcome = call_outcome::pending,
          .code = "USERPAYING"};
}

/// Removed at the end.
class scratch {
 public:
  scratch() { SLUICE_INVARIANT(mkdtemp(path_.data()) != nullptr); }
  ~scratch() { std::filesystem::remove_all(path_); }
  scratch(const scratch&) = delete;
  scratch& operator=(const scratch&) = delete;
  [[nodiscard]] std::filesystem::path path() const { return path_; }

 private:
  std::string path_ = "/tmp/sluice-records-XXXXXX";
};

}  // namespace sluice::records::test
