#pragma once
/// The programs that a rehearsal needs, as children with free loopback ports: a real nats-server,
/// the simulated channels and the engine. The engine can be killed and started again.
///
/// Used by the demo and by crash tests. Made, used and destroyed on one thread. Everything lies in
/// one folder:
///   log/          the engine's log
///   books.jsonl   the channels' books, which no crash of the engine touches
///   demo.toml     the embedded demo configuration with the ports that were free
///   *.log         what the children print
///
/// Children die with the thread that made the fleet, however it ends. Faults are
/// std::runtime_error with a sentence.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "adapters/access/signature.hpp"
#include "adapters/system/child_process.hpp"

namespace sluice::demo {

struct fleet_ports {
  std::uint16_t nats = 0;
  std::uint16_t channels = 0;
  std::uint16_t notifications = 0;
};

/// The embedded demo configuration with these ports, and with log and books in `folder`.
[[nodiscard]] std::string configuration_for(const std::filesystem::path& folder, fleet_ports ports);

class fleet {
 public:
  /// Starts NATS and the channels, and waits until they listen. `program` is sluice itself. A
  /// folder that holds a log already is refused: its numbers would be taken for ours. `and_more`:
  /// further lines of the configuration.
  fleet(std::filesystem::path folder, std::filesystem::path program,
        const std::string& and_more = {});
  ~fleet();
  fleet(const fleet&) = delete;
  fleet& operator=(const fleet&) = delete;

  void start_engine();
  /// SIGKILL, and gone when this returns.
  void kill_engine();
  /// SIGTERM: the engine drains. Its exit status; SIGKILL when it takes longer than `limit`.
  int stop_engine(millis limit);

  /// This account at the simulated channels answers nobody for so long; 0: it is well again.
  void let_channel_die(const std::string& account, std::uint32_t seconds) const;

  /// Throws when a child has ended by itself, with the last line it wrote.
  void check_alive();

  [[nodiscard]] std::string nats_url() const;
  /// Of the shops whose requests must be signed.
  [[nodiscard]] access::signing_key service_key() const;
  [[nodiscard]] access::signing_key operator_key() const;
  [[nodiscard]] access::signing_key second_operator_key() const;
  /// `sluice key rotate`: the new one, which lies where the old one lay. The engine has still to
  /// read its keystore again.
  [[nodiscard]] access::signing_key rotate_service_key();
  void revoke_key(const access::key_id& id);  ///< `sluice key revoke`; the same
  [[nodiscard]] std::filesystem::path log() const { return folder_ / "log"; }
  [[nodiscard]] std::filesystem::path books() const { return folder_ / "books.jsonl"; }
  [[nodiscard]] std::filesystem::path configuration_file() const { return folder_ / "demo.toml"; }
  [[nodiscard]] int engine_starts() const noexcept { return engine_starts_; }

 private:
  struct member;
  void change_keys(const std::vector<std::string>& words);

  std::filesystem::path folder_;
  std::filesystem::path program_;
  fleet_ports ports_;
  int engine_starts_ = 0;
  std::unique_ptr<member> nats_;
  std::unique_ptr<member> channels_;
  std::unique_ptr<member>
      engine_;  ///< ends first: members are destroyed from the last to the first
};

}  // namespace sluice::demo
