#pragma once
/// An actor that keeps one stream of settings and nothing else: the registrar, and the actors of
/// the routing rules, of the engine's level, of alarms and of contracts. Takes words about them,
/// has what they lead to written, and lets its heir know when that is durable.

#include <caf/all.hpp>

#include "actors/engine/directory.hpp"
#include "actors/engine/messages.hpp"
#include "actors/ports/clock.hpp"
#include "actors/settings/settings_keeper.hpp"
#include "base/invariant.hpp"

namespace sluice {

template <class State, class Event, class Word, class Surroundings>
class settings_actor : public caf::event_based_actor {
 protected:
  using keeper = settings_keeper<State, Event, Word, Surroundings>;
  struct place {
    std::string stream;
    std::shared_ptr<store::event_log> log;
    page<caf::actor> log_writer;
    std::shared_ptr<clock_port> clock;
  };

  settings_actor(caf::actor_config& cfg, place where, Surroundings around)
      : event_based_actor(cfg),
        place_(std::move(where)),
        keeper_(place_.stream, std::move(around),
                [this](const settings_word<Word>& w, const rejection* no) { on_heard(w, no); }) {}

  /// What a word asked for is durable by now, or it was refused.
  virtual void on_heard(const settings_word<Word>& w, const rejection* refused) = 0;

  /// Something: it cannot be read, for people. Nothing can be changed then.
  [[nodiscard]] std::optional<std::string> load() { return keeper_.load(*place_.log); }
  void take(settings_word<Word> w) {
    note_when_asked(w, *place_.clock);
    write(keeper_.take(std::move(w), place_.clock->now()));
  }
  void on_written(const written& w) {
    SLUICE_INVARIANT(w.results.size() == 1);
    write(keeper_.on_written(w.results.front(), place_.clock->now()));
  }
  /// Of an heir that hears of nothing but words.
  caf::behavior usual_behavior() {
    return {
        [this](settings_word<Word>& w) {
          take(std::move(w));
          send_answers();
        },
        [this](const written& w) {
          on_written(w);
          send_answers();
        },
        [this](const stop_now&) { this->quit(); },
    };
  }
  /// Leaves when all that has come at once is done; nobody may be waiting.
  void reply(const settings_word<Word>& w, answer what) {
    if (w.reply_to) answers_.put(w.reply_to, {.who = w.who, .what = std::move(what)});
  }
  void send_answers() { answers_.send_all(*this); }
  [[nodiscard]] const State& state() const noexcept { return keeper_.state(); }
  [[nodiscard]] store::stream_sequence position() const noexcept { return keeper_.position(); }
  void surround(Surroundings now) { keeper_.surround(std::move(now)); }
  [[nodiscard]] bool is_readable() const noexcept { return keeper_.is_readable(); }

 private:
  void write(std::optional<store::append_request> what) {
    if (!what) return;
    std::vector<store::append_request> only_one;
    only_one.push_back(*std::move(what));
    this->send(*place_.log_writer, write_order{std::move(only_one), this});
  }

  place place_;
  keeper keeper_;
  outbox<answered> answers_;
};

}  // namespace sluice
