#pragma once
/// What of one order is durable, and what is just being made so. The state is the one that its
/// stream says, never ahead of it: events are applied to a copy, which takes its place when the log
/// writer has synced them.

#include <memory>
#include <optional>
#include <span>

#include "actors/ports/shared_record_keys.hpp"
#include "domain/order/decide.hpp"
#include "domain/order/state.hpp"
#include "events/codec.hpp"
#include "store/event_log.hpp"

namespace sluice {

class order_journal {
 public:
  explicit order_journal(const shared_record_keys& keys) : keys_(keys) {}

  /// Reads the order's stream from the log, whatever was known before. Throws std::runtime_error
  /// when it cannot be read, or when its history breaks the rules.
  void load(const store::event_log& log, const order_id& id);

  struct prepared {
    store::append_request request;
    std::unique_ptr<order::state> next;  ///< as it will be once the request is durable
  };
  /// What must be written to make these events durable; `why` and `now` are recorded with each.
  [[nodiscard]] prepared prepare(const order_id& id, std::span<const order::event> events,
                                 const cause& why, instant now) const;
  /// The request is on its way to the log. Precondition: nothing else is being written.
  void begin(std::unique_ptr<order::state> next, std::size_t events) noexcept;
  /// They are durable: the state is what they make it.
  void commit(const store::committed& where);
  /// They are not, or nobody knows: the state stays what it was.
  void abandon() noexcept { next_.reset(); }

  [[nodiscard]] const order::state& state() const noexcept { return *state_; }
  [[nodiscard]] bool is_new() const noexcept {
    return std::holds_alternative<order::absent>(state_->now);
  }
  [[nodiscard]] bool is_writing() const noexcept { return next_ != nullptr; }
  /// How many durable events it has.
  [[nodiscard]] store::stream_sequence position() const noexcept { return position_; }
  /// Global sequence of its last durable event.
  [[nodiscard]] store::sequence last() const noexcept { return last_; }

 private:
  /// As the next record of the request. In clear where its merchant has no key.
  [[nodiscard]] store::new_record sealed(const order_id& id, const order::event& e,
                                         const cause& why, instant now,
                                         const store::append_request& in) const;

  const shared_record_keys& keys_;
  std::unique_ptr<order::state> state_ = std::make_unique<order::state>();
  std::unique_ptr<order::state> next_;
  store::stream_sequence position_ = 0;
  store::stream_sequence next_position_ = 0;
  store::sequence last_ = 0;
};

}  // namespace sluice
