#pragma once
/// What the store has of an order, and what it surely does not have any more.

#include <optional>
#include <string>
#include <vector>

#include "events/records/record_codec.hpp"
#include "events/records/record_store.hpp"

namespace sluice::records {

struct calls_found {
  std::vector<call_record> calls{};  ///< oldest first
  std::vector<record_gap> gaps{};    ///< of all orders
  std::optional<instant> kept_since{};  ///< what ended before is gone, or was never there
  std::string unreadable{};  ///< why not all could be read; empty: all was
};
[[nodiscard]] std::vector<record_gap> gaps_of(const record_store& in);
[[nodiscard]] calls_found calls_of(const record_store& in, const order_id& order);
[[nodiscard]] calls_found calls_of(const record_store& in, const agreement_id& agreement);

struct messages_found {
  std::vector<stored_message> all{};  ///< oldest first
  std::string unreadable{};
};
[[nodiscard]] messages_found messages_of(const record_store& in, const channel_id& channel,
                                         const channel_key& number);

/// The first and last sign of life.
[[nodiscard]] std::optional<instant> kept_since(const record_store& in);
struct last_sign {
  instant at{};
  bool was_closed = false;  ///< nothing was lost behind it
};
[[nodiscard]] std::optional<last_sign> last_sign_of_life(const record_store& in);

}  // namespace sluice::records
