#include "adapters/notices/receivers.hpp"

#include <utility>

#include "adapters/notices/blocking_line.hpp"
#include "adapters/notices/command_receiver.hpp"
#include "adapters/notices/http_receiver.hpp"
#include "adapters/notices/nats_receiver.hpp"
#include "adapters/notices/smtp_receiver.hpp"
#include "base/overloaded.hpp"

namespace sluice::notices {
namespace {

std::unique_ptr<line> line_by(way by, const receivers_options& options) {
  return std::visit(
      overloaded{
          [](smtp_way& to) -> std::unique_ptr<line> {
            return std::make_unique<blocking_line>(
                [to = std::move(to)](const letter& what, const std::atomic<bool>& stopping) {
                  return send_by_smtp(to, what, patience, stopping);
                });
          },
          [](http_way& to) -> std::unique_ptr<line> {
            return std::make_unique<http_receiver>(std::move(to));
          },
          [&](nats_way&) -> std::unique_ptr<line> {
            return std::make_unique<blocking_line>(
                [to = nats_receiver(options.nats, options.prefix)](
                    const letter& what, const std::atomic<bool>&) { return to.send(what); });
          },
          [](command_way& to) -> std::unique_ptr<line> {
            return std::make_unique<blocking_line>(
                [to = std::move(to)](const letter& what, const std::atomic<bool>& stopping) {
                  return send_by_command(to, what, patience, stopping);
                });
          },
      },
      by);
}

}  // namespace

receivers::receivers(receivers_options options) : log_(options.log) {
  for (const auto& one : options.ways) lines_.emplace(one.receiver, line_by(one.by, options));
}

void receivers::send(const std::string& receiver, receiver_message what, on_answer heard) noexcept {
  const auto known = lines_.find(receiver);
  if (known == lines_.end()) return heard({.why = "is not in the configuration"});
  known->second->send(letter_of(what, log_), std::move(heard));
}

void receivers::stop() {
  for (const auto& [name, to] : lines_) to->stop();
}

}  // namespace sluice::notices
