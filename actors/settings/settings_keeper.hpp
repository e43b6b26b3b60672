#pragma once
/// What somebody wants changed about one channel or merchant, or about who may ask, one word after
/// the other: decided, made durable, and only then so. Used by the channel actor, the merchant
/// entity and settings_actor.hpp, which write what it hands out and tell whoever asked.

#include <caf/all.hpp>
#include <deque>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "actors/settings/settings_journal.hpp"
#include "actors/settings/settings_word.hpp"
#include "domain/approval/decide.hpp"
#include "domain/rejection.hpp"

namespace sluice {

template <class State, class Event, class Command, class Surroundings>
class settings_keeper {
 public:
  using word = settings_word<Command>;
  /// The word has been dealt with: everything it asked for is durable, or it was refused.
  using listener = std::function<void(const word&, const rejection* refused)>;

  settings_keeper(std::string stream, Surroundings around, listener heard)
      : journal_(std::move(stream)), around_(std::move(around)), heard_(std::move(heard)) {}

  /// Something: it cannot be read, for people. Nothing can be changed then.
  [[nodiscard]] std::optional<std::string> load(const store::event_log& log) {
    auto problem = journal_.load(log);
    is_readable_ = !problem;
    return problem;
  }

  /// Something: it has to be written, and its result brought to on_written.
  [[nodiscard]] std::optional<store::append_request> take(word w, instant now) {
    waiting_.push_back(std::move(w));
    return go_on(now);
  }
  [[nodiscard]] std::optional<store::append_request> on_written(const store::append_result& result,
                                                                instant now) {
    journal_.settle(result);
    heard_(*std::exchange(written_, std::nullopt), nullptr);
    return go_on(now);
  }

  /// How many events the state is made of.
  [[nodiscard]] store::stream_sequence position() const noexcept { return journal_.position(); }
  [[nodiscard]] bool is_readable() const noexcept { return is_readable_; }
  [[nodiscard]] static rejection why_unreadable() {
    return {rejection_code::unavailable, "",
            "the settings cannot be read from the log; `sluice audit verify` says where it is "
            "damaged"};
  }
  [[nodiscard]] const State& state() const noexcept { return journal_.state(); }
  [[nodiscard]] const Surroundings& around() const noexcept { return around_; }
  /// Words from here on are judged by it.
  void surround(Surroundings now) { around_ = std::move(now); }
  [[nodiscard]] bool is_writing() const noexcept { return journal_.is_writing(); }

 private:
  std::optional<store::append_request> go_on(instant now) {
    while (!journal_.is_writing() && !waiting_.empty()) {
      auto w = std::move(waiting_.front());
      waiting_.pop_front();
      if (auto request = decide_about(w, now)) {
        written_ = std::move(w);
        return request;
      }
    }
    return std::nullopt;
  }

  std::optional<store::append_request> decide_about(const word& w, instant now) {
    if (!w.what) {
      heard_(w, nullptr);
      return std::nullopt;
    }
    if (!is_readable_) {
      const auto no = why_unreadable();
      heard_(w, &no);
      return std::nullopt;
    }
    if (w.under.only_at && *w.under.only_at != journal_.position()) {
      const auto no = approval::why_void({approval::lapse::moved});
      heard_(w, &no);
      return std::nullopt;
    }
    const auto said = decide(journal_.state(), *w.what, around_);
    if (const auto* no = std::get_if<rejection>(&said)) {
      heard_(w, no);
      return std::nullopt;
    }
    const auto events = listed(std::get<0>(said));
    if (!events.empty() && !w.under.is_rehearsal) {
      auto request = journal_.begin(events, w.why, now);
      if (w.guard) request.entries.push_back(*w.guard);
      return request;
    }
    heard_(w, nullptr);
    return std::nullopt;
  }

  /// A word leads to one event at most, or to several that become durable together.
  static std::vector<Event> listed(const std::optional<Event>& one) {
    return one ? std::vector<Event>{*one} : std::vector<Event>{};
  }
  static std::vector<Event> listed(std::vector<Event> all) { return all; }

  settings_journal<State, Event> journal_;
  Surroundings around_;
  listener heard_;
  bool is_readable_ = true;
  std::deque<word> waiting_;
  std::optional<word> written_{};  ///< the one that is being made durable
};

}  // namespace sluice
