#include "app/own_channels.hpp"

#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <thread>

#include "adapters/config/units.hpp"
#include "app/demo/free_ports.hpp"
#include "app/health_probe.hpp"

namespace sluice::app {
namespace {

using clock = std::chrono::steady_clock;

constexpr pid_t everybody = 0;
constexpr millis to_answer{1000};
constexpr millis to_start{10'000};
constexpr millis to_die{2000};
constexpr millis between_looks{20};

/// Whom the channels that answer there were started for. Nothing: nobody answers.
std::optional<pid_t> owner_of_channels_at(const std::string& address) {
  const auto said = health_of(address, to_answer);
  if (!said) return std::nullopt;
  const auto body = nlohmann::json::parse(*said, nullptr, false);
  if (!body.is_object() || !body.contains("channels")) return std::nullopt;  // something else
  const auto owner = body.find("belongs_to");
  return owner != body.end() && owner->is_number_integer() ? owner->get<pid_t>() : everybody;
}

bool is_alive(pid_t process) { return ::kill(process, 0) == 0 || errno == EPERM; }

/// The same, but channels whose engine was killed are about to follow it: they are waited out.
std::optional<pid_t> lasting_owner_of_channels_at(const std::string& address) {
  const auto until = clock::now() + to_die;
  auto owner = owner_of_channels_at(address);
  while (owner && *owner != everybody && !is_alive(*owner) && clock::now() < until) {
    std::this_thread::sleep_for(between_looks);
    owner = owner_of_channels_at(address);
  }
  return owner;
}

std::vector<std::string> channels_command(const simulated_settings& s) {
  return {path_of_this_program(),
          "channels",
          "--listen",
          s.listen,
          "--books",
          s.books,
          "--payer-delay",
          to_text(s.payer_delay),
          "--slow-answer",
          to_text(s.slow_answer),
          "--visibility-delay",
          to_text(s.visibility_delay),
          "--end-with",
          std::to_string(::getpid())};
}

void tell_end(observer& log, const kept_child::ended& e) {
  const auto status = std::to_string(e.status);
  if (e.again_in)
    log.tell({.level = severity::warning,
              .event = "simulated_channels_ended",
              .message = "The simulated channels ended by themselves; they are started again.",
              .fields = {{"status", status}, {"again_in", to_text(*e.again_in)}}});
  else
    log.tell({.level = severity::critical,
              .event = "simulated_channels_given_up",
              .message = "The simulated channels end as soon as they are started; they are not "
                         "started again.",
              .fields = {{"status", status}}});
}

void wait_until_alive(const kept_child& child, const std::string& address) {
  const auto until = clock::now() + to_start;
  while (owner_of_channels_at(address) != ::getpid()) {
    if (child.is_given_up())
      throw std::runtime_error(
          "the simulated channels cannot run on " + address + "; what they said stands above");
    if (clock::now() >= until)
      throw std::runtime_error("the simulated channels do not answer on " + address);
    std::this_thread::sleep_for(between_looks);
  }
}

}  // namespace

demo::demo_ports ports_to_use() {
  demo::demo_ports chosen;
  const auto owner = lasting_owner_of_channels_at(demo::loopback_address(chosen.channels));
  const bool for_everybody = owner && *owner == everybody;
  if (!for_everybody && !demo::can_listen(chosen.channels))
    chosen.channels = demo::free_ports(1).front();
  if (!demo::can_listen(chosen.notifications)) chosen.notifications = demo::free_ports(2).back();
  if (demo::can_listen(demo::usual_metrics_port)) chosen.metrics = demo::usual_metrics_port;
  return chosen;
}

std::unique_ptr<kept_child> run_own_channels(const simulated_settings& s,
                                             std::shared_ptr<observer> tells) {
  if (lasting_owner_of_channels_at(s.listen)) return nullptr;
  auto child = std::make_unique<kept_child>(
      channels_command(s), [tells](const kept_child::ended& e) { tell_end(*tells, e); },
      kept_child::limits{});
  wait_until_alive(*child, s.listen);
  return child;
}

}  // namespace sluice::app
