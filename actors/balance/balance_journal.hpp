#pragma once
/// What of one merchant's balance is durable, and what is just being made so. The state is the one
/// that its stream says, never ahead of it: each event counts from its place in the log on.

#include <optional>
#include <string>
#include <vector>

#include "domain/balance/state.hpp"
#include "events/codec.hpp"
#include "store/event_log.hpp"

namespace sluice {

class balance_journal {
 public:
  explicit balance_journal(merchant_id whose) : whose_(std::move(whose)) {}

  /// Reads the stream. Nothing: all of it could be read; else why not, for people.
  [[nodiscard]] std::optional<std::string> load(const store::event_log& log);
  /// What must be written to make them durable. Precondition: nothing else is being written.
  [[nodiscard]] store::append_request begin(std::vector<balance::event> events, const cause& why,
                                            instant now);
  /// What begin asked for is durable: the state is what it makes it. Returns it.
  std::vector<balance::event> settle(const store::append_result& result);

  [[nodiscard]] const merchant_id& whose() const noexcept { return whose_; }
  [[nodiscard]] const balance::state& state() const noexcept { return state_; }
  [[nodiscard]] bool is_writing() const noexcept { return !writing_.empty(); }

 private:
  merchant_id whose_;
  balance::state state_{};
  std::vector<balance::event> writing_{};
  store::stream_sequence position_ = 0;
};

}  // namespace sluice
