#pragma once
/// For the actors that every order needs (front desk, shard, router, channel, merchant,
/// supervisor): an exception in one of them must not end it silently. The process ends instead, as
/// for a log that cannot be written, and the next start decides from the log. Orders restart by
/// themselves: restart.hpp.

#include <caf/all.hpp>
#include <exception>
#include <string>

#include "actors/engine/cast.hpp"

namespace sluice {

inline void end_process_on_exception(caf::scheduled_actor* who, cast_ptr everyone) {
  who->set_exception_handler([who,
                              all = std::move(everyone)](std::exception_ptr& thrown) -> caf::error {
    std::string why = std::string(who->name()) + " failed";
    try {
      std::rethrow_exception(thrown);
    } catch (const std::exception& e) {
      why += std::string(": ") + e.what();
    } catch (...) {
      why += " with something that is no exception";
    }
    all->env.tells->tell({.level = severity::critical, .event = "actor_failed", .message = why});
    all->env.on_fatal(why);
    return caf::sec::runtime_error;
  });
}

}  // namespace sluice
