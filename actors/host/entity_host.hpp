#pragma once
/// Where entities live: an order is the first kind. Each host has those whose id falls to it
/// (directory.hpp), finds or starts them, hands them their messages and lends them its thread, and
/// lets idle ones go.
///
/// An entity has no mailbox of its own. Messages for it come through its host's, in order, and are
/// handled at once, so an entity that leaves can never leave a message behind. What this saves is
/// most of what an actor an entity would cost: its memory, its start and end, its wake-ups.
///
/// An Entity has
///   id_type, message, needs      what it is called, is told, and gets from outside
///   outboxes                     a tuple of outbox<T>: what it says, sent in this order
///   Entity(host, needs, id)      it is outlived by both
///   recover()                    it has a stream: read it back before anything else happens
///   take(message&), on_written(result), may_leave(), id()
///   receiver_of(message), stream_of(id), woken(id)
///   is_asked(message), turn_away(message&, host)    when there are too many already

#include <atomic>
#include <caf/all.hpp>
#include <deque>
#include <memory>
#include <tuple>
#include <type_traits>
#include <unordered_map>
#include <vector>

#include "actors/engine/directory.hpp"
#include "actors/engine/messages.hpp"
#include "actors/mail/last_resort.hpp"
#include "actors/mail/outbox.hpp"
#include "actors/ports/clock.hpp"
#include "base/invariant.hpp"
#include "store/event_log.hpp"

namespace sluice {

struct host_needs {
  std::shared_ptr<store::event_log> log;
  std::shared_ptr<clock_port> clock;
  page<caf::actor> log_writer;
  last_resort last;
  std::shared_ptr<std::atomic<std::uint32_t>> live;  ///< in all hosts of the kind together
  std::uint32_t most_live = 0;
  std::uint32_t recoveries_a_turn = 0;
};

template <class Entity>
class entity_host : public caf::event_based_actor {
 public:
  using id_type = typename Entity::id_type;
  using message = typename Entity::message;

  entity_host(caf::actor_config& cfg, host_needs own,
              std::shared_ptr<const typename Entity::needs> theirs)
      : event_based_actor(cfg), needs_(std::move(own)), theirs_(std::move(theirs)) {}

  const char* name() const override { return Entity::name_of_all; }

  caf::behavior make_behavior() override {
    end_process_on_exception(this, needs_.last);
    return {
        [this](batch<message>& b) {
          in_one_go([&] {
            for (auto& m : b.all) deliver(m);
          });
        },
        [this](const written& w) { in_one_go([&] { pass_on(w); }); },
        [this](const take_up<id_type>& t) {
          if (to_take_up_.empty()) send(this, take_up_more{});
          to_take_up_.push_back(t.who);
        },
        [this](const take_up_more&) { in_one_go([this] { take_up_some(); }); },
        [](const pass_round& p) { p.of->passed(p.as); },
        [this](const are_you_quiet&) {
          quiet_promise_ = make_response_promise();
          to_take_up_.clear();
          say_if_quiet();
          return quiet_promise_;
        },
        [this](const stop_now&) {
          quiet_promise_ = {};  // an unkept one keeps us
          quit();
        },
    };
  }

  // -- for the entities that live here -----------------------------------------------------

  /// When the message that is being handled began to be.
  [[nodiscard]] instant now() const noexcept { return now_; }
  /// The answer comes to on_written. The entity must not leave before.
  void write(Entity& who, store::append_request&& what) {
    to_write_.push_back(std::move(what));
    writing_.push_back(&who);
  }
  /// Leaves at the end of the message that is being handled, together with the others of its kind.
  template <class T>
    requires(!std::is_reference_v<T>)
  void say(const caf::actor& to, T&& what) {
    std::get<outbox<T>>(outboxes_).put(to, std::forward<T>(what));
  }

 private:
  /// What the entities want written and said meanwhile leaves together.
  template <class Work>
  void in_one_go(Work&& work) {
    now_ = needs_.clock->now();
    SLUICE_INVARIANT(nothing_is_unsent());
    std::forward<Work>(work)();
    SLUICE_INVARIANT(to_write_.size() <= writing_.size());
    if (!to_write_.empty())
      send(*needs_.log_writer, write_order{std::exchange(to_write_, {}), this});
    std::apply([this](auto&... box) { (box.send_all(*this), ...); }, outboxes_);
    say_if_quiet();
  }

  [[nodiscard]] bool nothing_is_unsent() const {
    return to_write_.empty() &&
           std::apply([](const auto&... box) { return (box.empty() && ...); }, outboxes_);
  }

  // -- messages to entities ------------------------------------------------------------------

  void deliver(message& m) {
    auto* const entity = find_or_start(m);
    if (entity == nullptr) return;
    entity->take(m);
    let_go_if_idle(*entity);
  }

  /// Nothing: it cannot be taken now, and whoever asks has been told.
  Entity* find_or_start(message& m) {
    const auto& id = Entity::receiver_of(m);
    if (const auto known = live_.find(id); known != live_.end()) return &known->second;
    if (Entity::is_asked(m) && *needs_.live >= needs_.most_live) {
      Entity::turn_away(m, *this, *theirs_);
      return nullptr;
    }
    auto& entity = start(id);
    if (needs_.log->head_of(Entity::stream_of(id))) entity.recover();
    return &entity;
  }

  Entity& start(const id_type& id) {
    const auto [at, is_new] = live_.emplace(std::piecewise_construct, std::forward_as_tuple(id),
                                            std::forward_as_tuple(*this, *theirs_, id));
    SLUICE_INVARIANT(is_new);
    ++*needs_.live;
    return at->second;
  }

  void let_go_if_idle(const Entity& entity) {
    if (!entity.may_leave()) return;
    const auto known = live_.find(entity.id());
    SLUICE_INVARIANT(known != live_.end() && &known->second == &entity);
    live_.erase(known);
    const auto before = (*needs_.live)--;
    SLUICE_INVARIANT(before > 0);
  }

  // -- writing ---------------------------------------------------------------------------------

  void pass_on(const written& w) {
    for (const auto& result : w.results) {
      SLUICE_INVARIANT(!writing_.empty());
      auto& entity = *writing_.front();
      writing_.pop_front();
      entity.on_written(result);
      let_go_if_idle(entity);
    }
  }

  void say_if_quiet() {
    if (writing_.empty() && quiet_promise_.pending()) quiet_promise_.deliver(true);
  }

  // -- after a start -----------------------------------------------------------------------------

  /// A few a turn: reading one back takes a while, and new ones must not wait for all of them.
  void take_up_some() {
    for (auto n = needs_.recoveries_a_turn; n > 0 && !to_take_up_.empty(); --n) {
      const auto id = std::move(to_take_up_.front());
      to_take_up_.pop_front();
      const auto known = live_.find(id);  // a message may have brought it back already
      auto& entity = known != live_.end() ? known->second : start(id);
      if (known == live_.end()) entity.recover();
      auto word = Entity::woken(id);
      entity.take(word);
      let_go_if_idle(entity);
    }
    if (!to_take_up_.empty()) send(this, take_up_more{});
  }

  host_needs needs_;
  std::shared_ptr<const typename Entity::needs> theirs_;
  std::unordered_map<id_type, Entity> live_;
  instant now_{};
  std::vector<store::append_request> to_write_;
  std::deque<Entity*> writing_;  ///< who wait for on_written, in the order of their requests
  std::deque<id_type> to_take_up_;  ///< open ones that were found at the start
  typename Entity::outboxes outboxes_;
  caf::response_promise quiet_promise_;
};

}  // namespace sluice
