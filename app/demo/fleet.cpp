#include "app/demo/fleet.hpp"

#include <array>
#include <csignal>
#include <fstream>
#include <future>
#include <stdexcept>
#include <thread>
#include <vector>

#include "adapters/access/key_file.hpp"
#include "adapters/config/configuration.hpp"
#include "adapters/config/units.hpp"
#include "adapters/http/http_client.hpp"
#include "app/demo/demo_keys.hpp"
#include "app/demo/demo_ports.hpp"
#include "app/demo/free_ports.hpp"
#include "app/demo/known_secrets.hpp"
#include "app/demo/nats_program.hpp"
#include "base/invariant.hpp"

namespace sluice::demo {
namespace {

constexpr millis start_limit{10'000};
constexpr millis between_tries{20};

/// The shell sends the output to a file; setsid keeps the terminal's Ctrl-C from it, since we stop
/// our children in order; setpriv asks the kernel to kill it when we die. Each makes way for the
/// next, so the child is the program itself.
std::vector<std::string> as_child(const std::filesystem::path& output,
                                  const std::vector<std::string>& command) {
  std::vector<std::string> all{
      "/bin/sh", "-c", "exec setsid setpriv --pdeathsig KILL \"$@\" >>\"$0\" 2>&1",
      output.string()};
  all.insert(all.end(), command.begin(), command.end());
  return all;
}

std::string last_line(const std::filesystem::path& file) {
  std::ifstream in{file};
  std::string last;
  for (std::string line; std::getline(in, line);)
    if (!line.empty()) last = line;
  return last.empty() ? "it wrote nothing" : last;
}

fleet_ports choose_ports() {
  const auto ports = free_ports(3);
  return {.nats = ports[0], .channels = ports[1], .notifications = ports[2]};
}

std::vector<std::string> channels_command(const std::filesystem::path& program,
                                          const std::filesystem::path& file) {
  const auto read = load_configuration(file, known_secrets());
  const auto* config = std::get_if<configuration>(&read);
  if (config == nullptr || !config->simulated_channels)
    throw std::runtime_error{"the configuration " + file.string() + " cannot be used"};
  const auto& s = *config->simulated_channels;
  return {program.string(),
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
          to_text(s.visibility_delay)};
}

void prepare(const std::filesystem::path& folder) {
  if (std::filesystem::exists(folder / "log") || std::filesystem::exists(folder / "books.jsonl"))
    throw std::runtime_error{"the folder " + folder.string() +
                             " holds an earlier run; name another one, or none for a fresh one"};
  std::filesystem::create_directories(folder);
}

access::signing_key key_in(const std::filesystem::path& file) {
  auto read = access::read_key_file(file);
  if (const auto* why = std::get_if<std::string>(&read)) throw std::runtime_error{*why};
  return std::get<access::signing_key>(std::move(read));
}

}  // namespace

std::string configuration_for(const std::filesystem::path& folder, fleet_ports ports) {
  auto text =
      demo_configuration_on({.channels = ports.channels, .notifications = ports.notifications});
  replace_all(text, "\"sluice-data\"", '"' + (folder / "log").string() + '"');
  replace_all(text, "\"sluice-data.books\"", '"' + (folder / "books.jsonl").string() + '"');
  replace_all(text, "127.0.0.1:4222", loopback_address(ports.nats));
  return text + "\n[access]\nmaster_key_file = \"" +
         master_key(key_folder((folder / "log").string())).string() + "\"\n";
}

struct fleet::member {
  member(std::string name_, std::filesystem::path output_, const std::vector<std::string>& command)
      : name{std::move(name_)}, output{std::move(output_)}, process{as_child(output, command)} {}

  void check_alive() {
    if (const auto status = process.wait_for(millis{0}))
      throw std::runtime_error{name + " ended by itself with status " + std::to_string(*status) +
                               ": " + last_line(output) + " (" + output.string() + ")"};
  }

  void wait_until_listening(std::uint16_t port) {
    const auto until = std::chrono::steady_clock::now() + start_limit;
    while (!is_listening(port)) {
      check_alive();
      if (std::chrono::steady_clock::now() >= until)
        throw std::runtime_error{
            name + " does not listen on " + loopback_address(port) + " after " +
            std::to_string(start_limit.count()) + " ms; see " + output.string()};
      std::this_thread::sleep_for(between_tries);
    }
  }

  std::string name;
  std::filesystem::path output;
  child_process process;
};

fleet::fleet(std::filesystem::path folder, std::filesystem::path program,
             const std::string& and_more)
    : folder_{std::filesystem::absolute(folder)},
      program_{std::move(program)},
      ports_{choose_ports()} {
  prepare(folder_);
  std::ofstream{configuration_file()} << configuration_for(folder_, ports_) << and_more;
  configuration keys_of;
  keys_of.data_dir = log().string();
  if (const auto why = prepare_keys(keys_of)) throw std::runtime_error{*why};
  nats_ = std::make_unique<member>(
      "nats-server", folder_ / "nats-server.log",
      std::vector<std::string>{
          find_nats_server(), "-a", "127.0.0.1", "-p", std::to_string(ports_.nats)});
  channels_ = std::make_unique<member>("sluice channels", folder_ / "channels.log",
                                       channels_command(program_, configuration_file()));
  nats_->wait_until_listening(ports_.nats);
  channels_->wait_until_listening(ports_.channels);
}

fleet::~fleet() {
  // Nothing is lost by haste, and nobody likes to wait for a program that he has stopped.
  for (auto* one : {engine_.get(), channels_.get(), nats_.get()})
    if (one != nullptr) one->process.send(SIGKILL);
}

void fleet::start_engine() {
  SLUICE_INVARIANT(!engine_);
  ++engine_starts_;
  engine_ = std::make_unique<member>(
      "sluice serve", folder_ / "engine.log",
      std::vector<std::string>{
          program_.string(), "serve", "--config", configuration_file().string(), "--data",
          log().string(), "--nats", nats_url()});
}

void fleet::kill_engine() {
  SLUICE_INVARIANT(engine_);
  engine_->process.send(SIGKILL);
  static_cast<void>(engine_->process.wait());
  engine_.reset();
}

int fleet::stop_engine(millis limit) {
  SLUICE_INVARIANT(engine_);
  engine_->process.send(SIGTERM);
  auto status = engine_->process.wait_for(limit);
  if (!status) {
    engine_->process.send(SIGKILL);
    status = engine_->process.wait();
  }
  engine_.reset();
  return *status;
}

void fleet::let_channel_die(const std::string& account, std::uint32_t seconds) const {
  std::promise<http_result> answered;
  http_client client;
  client.start({.base_url = "http://" + loopback_address(ports_.channels),
                .request = {.method = "POST",
                            .target = "/outage",
                            .body = R"({"account":")" + account + R"(","seconds":)" +
                                    std::to_string(seconds) + '}'}},
               [&](http_result r) { answered.set_value(std::move(r)); });
  const auto result = answered.get_future().get();
  if (result.response.status != 200)
    throw std::runtime_error{"the simulated channels took no outage: " +
                             std::string(name_of(result.kind)) + ' ' + result.response.body};
}

void fleet::check_alive() {
  for (auto* one : {nats_.get(), channels_.get(), engine_.get()})
    if (one != nullptr) one->check_alive();
}

access::signing_key fleet::service_key() const {
  return key_in(demo::service_key(key_folder(log().string())));
}
access::signing_key fleet::second_operator_key() const {
  return key_in(demo::second_operator_key(key_folder(log().string())));
}

access::signing_key fleet::operator_key() const {
  return key_in(demo::operator_key(key_folder(log().string())));
}

access::signing_key fleet::rotate_service_key() {
  const auto file = demo::service_key(key_folder(log().string()));
  const auto next = file.string() + ".next";
  change_keys({"rotate", "--id", service_key().id.value(), "--overlap", "1h", "--out", next});
  std::filesystem::rename(next, file);
  return service_key();
}

void fleet::revoke_key(const access::key_id& id) { change_keys({"revoke", "--id", id.value()}); }

void fleet::change_keys(const std::vector<std::string>& words) {
  std::vector<std::string> all{program_.string(), "key"};
  all.insert(all.end(), words.begin(), words.end());
  all.insert(all.end(), {"--config", configuration_file().string()});
  const auto output = folder_ / "keys.log";
  if (child_process{as_child(output, all)}.wait() != 0)
    throw std::runtime_error{"sluice key " + words.front() + ": " + last_line(output)};
}

std::string fleet::nats_url() const { return "nats://" + loopback_address(ports_.nats); }

}  // namespace sluice::demo
