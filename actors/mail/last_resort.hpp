#pragma once
/// For the actors that every order needs (front desk, host, router, channel, merchant, supervisor,
/// log writer, followers): an exception in one of them must not end it silently. The process ends
/// instead, as for a log that cannot be written, and the next start decides from the log. Hosted
/// entities restart by themselves: host/restart.hpp.

#include <caf/all.hpp>
#include <exception>
#include <functional>
#include <memory>
#include <string>

#include "actors/ports/observer.hpp"

namespace sluice {

struct last_resort {
  std::shared_ptr<observer> tells;
  /// The process must exit non-zero. Called from an actor's thread.
  std::function<void(const std::string& why)> end_process;
};

inline void end_process_on_exception(caf::scheduled_actor* who, last_resort last) {
  who->set_exception_handler(
      [who, last = std::move(last)](std::exception_ptr& thrown) -> caf::error {
        std::string why = std::string(who->name()) + " failed";
        try {
          std::rethrow_exception(thrown);
        } catch (const std::exception& e) {
          why += std::string(": ") + e.what();
        } catch (...) {
          why += " with something that is no exception";
        }
        last.tells->tell({.level = severity::critical, .event = "actor_failed", .message = why});
        last.end_process(why);
        return caf::sec::runtime_error;
      });
}

}  // namespace sluice
