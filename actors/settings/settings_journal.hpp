#pragma once
/// The settings of one channel or merchant, who may ask, or one proposal: what of them is durable,
/// and what is just being made so. The state is the one that its stream says, never ahead of it.
///
/// Used by whoever keeps settings (settings_keeper.hpp) and by proposals, who send what begin
/// returns to the log writer and bring the result back.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/invariant.hpp"
#include "events/codec.hpp"
#include "store/event_log.hpp"

namespace sluice {

template <class State, class Event>
class settings_journal {
 public:
  explicit settings_journal(std::string stream) : stream_(std::move(stream)) {}

  /// Reads the stream. Nothing: all of it could be read; else why not, for people.
  [[nodiscard]] std::optional<std::string> load(const store::event_log& log) {
    const auto read = log.read_stream(stream_);
    if (const auto* bad = std::get_if<store::damage>(&read)) return unreadable(bad->what);
    for (const auto& r : std::get<std::vector<store::record>>(read)) {
      const auto result = decode(r);
      if (const auto* problem = std::get_if<undecodable>(&result))
        return unreadable(problem->message);
      const auto* event = std::get_if<Event>(&std::get<decoded>(result).event);
      if (event == nullptr) return unreadable("an event of something else is in it");
      apply(state_, *event, time_of(r));
      position_ = r.stream_position;
    }
    return std::nullopt;
  }

  /// What must be written to make them durable, all or none. Precondition: nothing else is being
  /// written.
  [[nodiscard]] store::append_request begin(const std::vector<Event>& events, const cause& why,
                                            instant now) {
    SLUICE_INVARIANT(!next_ && !events.empty());
    next_ = state_;
    store::append_request request{.stream = stream_, .expected = position_, .open_after = false};
    for (const auto& e : events) {
      apply(*next_, e, now);
      request.records.push_back(encode(e, why, now));
    }
    next_position_ = position_ + static_cast<store::stream_sequence>(events.size());
    return request;
  }

  /// What begin asked for is durable: the state is what it makes it.
  void settle(const store::append_result& result) {
    SLUICE_INVARIANT(next_.has_value());
    SLUICE_INVARIANT(std::holds_alternative<store::committed>(result));  // nobody else writes here
    state_ = *std::exchange(next_, std::nullopt);
    position_ = next_position_;
  }

  [[nodiscard]] const State& state() const noexcept { return state_; }
  [[nodiscard]] bool is_writing() const noexcept { return next_.has_value(); }
  /// As it will be. Precondition: something is being written.
  [[nodiscard]] const State& next() const noexcept { return *next_; }
  /// How many events its stream has.
  [[nodiscard]] store::stream_sequence position() const noexcept { return position_; }

 private:
  std::optional<std::string> unreadable(const std::string& why) {
    return stream_ + " cannot be read: " + why;
  }

  std::string stream_;
  State state_{};
  std::optional<State> next_{};
  store::stream_sequence position_ = 0, next_position_ = 0;
};

}  // namespace sluice
