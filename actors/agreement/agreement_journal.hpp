#pragma once
/// What of one agreement is durable, and what is just being made so. The state is the one that its
/// stream says, never ahead of it. What the payer is shown, and the number by which he can be
/// charged, are sealed where its merchant has a key.

#include <optional>
#include <string>
#include <vector>

#include "actors/ports/shared_record_keys.hpp"
#include "domain/agreement/state.hpp"
#include "events/codec.hpp"
#include "store/event_log.hpp"

namespace sluice {

class agreement_journal {
 public:
  agreement_journal(const shared_record_keys& keys, agreement_id id);

  /// Reads the stream. Nothing: all of it could be read; else why not, for people.
  [[nodiscard]] std::optional<std::string> load(const store::event_log& log);
  /// What must be written to make them durable. Precondition: nothing else is being written.
  [[nodiscard]] store::append_request begin(const std::vector<agreement::event>& events,
                                            const cause& why, instant now);
  /// What begin asked for is durable: the state is what it makes it.
  void settle(const store::append_result& result);

  [[nodiscard]] const agreement_id& id() const noexcept { return id_; }
  [[nodiscard]] const agreement::state& state() const noexcept { return state_; }
  [[nodiscard]] bool is_writing() const noexcept { return next_.has_value(); }
  /// Global sequence of its last durable event.
  [[nodiscard]] store::sequence last() const noexcept { return last_; }

 private:
  [[nodiscard]] store::new_record record_of(const agreement::event& e, const cause& why,
                                            instant now, const store::append_request& in) const;

  const shared_record_keys& keys_;
  agreement_id id_;
  agreement::state state_{};
  std::optional<agreement::state> next_{};
  store::stream_sequence position_ = 0, next_position_ = 0;
  store::sequence last_ = 0;
};

}  // namespace sluice
