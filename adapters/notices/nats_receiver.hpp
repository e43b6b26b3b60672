#pragma once
/// Letters over NATS, on `<prefix>-alarms.notice.<kind>`, and that the engine lives, on
/// `<prefix>-alarms.heartbeat`: beside the prefix, because what lies under it are requests.

#include <functional>
#include <memory>
#include <string>

#include "actors/ports/heartbeat_port.hpp"
#include "adapters/nats/connection.hpp"
#include "adapters/notices/letter.hpp"

namespace sluice::notices {

/// "pay-alarms"
[[nodiscard]] std::string alarm_subjects_beside(const std::string& prefix);

class nats_receiver {
 public:
  nats_receiver(std::shared_ptr<nats::connection> to, const std::string& prefix);
  /// One try: taken when the server has it, whoever hears it there. Blocks.
  [[nodiscard]] receiver_answer send(const letter& what) const;

 private:
  [[nodiscard]] bool was_refused(std::uint64_t before) const;

  std::shared_ptr<nats::connection> to_;
  std::string subject_;  ///< up to the kind
  std::shared_ptr<const nats::refusals> refused_;
};

class nats_heartbeat final : public heartbeat_port {
 public:
  /// `is_owner`: who does not take the requests must not look like who does. Any thread.
  nats_heartbeat(std::shared_ptr<nats::connection> to, const std::string& prefix,
                 std::function<bool()> is_owner);
  void beat(const heartbeat& now) noexcept override;

 private:
  std::shared_ptr<nats::connection> to_;
  std::string subject_;
  std::function<bool()> is_owner_;
};

}  // namespace sluice::notices
