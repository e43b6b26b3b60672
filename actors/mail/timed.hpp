#pragma once
/// An actor whose messages are timed. The engine starts its actors as these
/// (engine/cast_makings.hpp); where nobody looks at times, they are what they are without it.

#include <caf/all.hpp>
#include <memory>
#include <utility>

#include "actors/mail/handler_times.hpp"

namespace sluice {

/// Stands in front of the behavior that an actor has made.
class timed_behavior final : public caf::detail::behavior_impl {
 public:
  timed_behavior(caf::behavior inner, handler who, std::shared_ptr<handler_times> times)
      : inner_(std::move(inner)), who_(who), times_(std::move(times)) {}

  caf::match_case::result invoke(caf::detail::invoke_result_visitor& into,
                                 caf::type_erased_tuple& what) override {
    const auto* const type = what.empty() ? nullptr : what.type(0).second;
    const auto began = count_of_processor();
    const auto result = inner_(into, what);
    const auto ended = count_of_processor();
    if (type != nullptr) times_->handled(who_, began, ended, type);
    return result;
  }

 private:
  caf::behavior inner_;
  handler who_;
  std::shared_ptr<handler_times> times_;
};

template <class Actor>
class timed final : public Actor {
 public:
  /// `times`: nothing: nobody looks.
  template <class... Own>
  timed(caf::actor_config& cfg, std::shared_ptr<handler_times> times, Own&&... own)
      : Actor(cfg, std::forward<Own>(own)...), times_(std::move(times)) {}

  void initialize() override {
    Actor::initialize();
    if (times_ == nullptr || !this->has_behavior()) return;
    auto& made = this->bhvr_stack_.back();
    caf::behavior front;
    front.assign(caf::intrusive_ptr<caf::detail::behavior_impl>(
        caf::make_counted<timed_behavior>(std::move(made), handler_called(this->name()), times_)));
    made = std::move(front);
  }

 private:
  std::shared_ptr<handler_times> times_;
};

}  // namespace sluice
