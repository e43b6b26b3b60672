#pragma once
/// What the demo shows of who may ask: strangers are refused, a key is replaced while orders run,
/// which none of them notices, and what widens rights is done when a second person agrees. One step
/// after the other, driven by the demo's turns and by the engine's answers; the commands are the
/// real `sluice key`.

#include <cstdint>
#include <string>

#include "app/demo/asker.hpp"
#include "app/demo/fleet.hpp"
#include "app/demo/shopkeeper.hpp"

namespace sluice::demo {

struct access_shown {
  tally strangers{};  ///< words without a signature: refused
  std::string told{};  ///< the sentence that they heard
  tally overlap{};  ///< old and new key asked while both were good: heard
  std::uint64_t with_old = 0, with_new = 0;  ///< requests of the shops that each of them signed
  std::string old_key_afterwards{};  ///< why the old one was refused: "key_revoked"
  std::string alone{};  ///< why who proposed a change could not agree to it himself
  std::string agreed{};  ///< what became of it when another person agreed: "done"

  [[nodiscard]] bool is_as_it_should() const noexcept;
};

class access_show {
 public:
  access_show(fleet& programs, asker& over);
  access_show(const access_show&) = delete;
  access_show& operator=(const access_show&) = delete;

  /// `sent` orders of those that come before the crash.
  void turn(std::size_t sent, std::size_t before_crash);
  [[nodiscard]] bool is_done() const noexcept { return next_ == step::done; }
  [[nodiscard]] access_shown found() const;

 private:
  enum class step : std::uint8_t { strangers, rotate, propose, revoke, done, waiting };

  void strangers_ask();
  void rotate();
  void both_ask();
  void propose();
  void agree(const nlohmann::json& to);
  void revoke();
  void old_one_asks();
  void read_keys_again(const std::function<void()>& then);

  fleet& programs_;
  asker& over_;
  const access::signing_key person_, other_person_, old_;
  std::optional<access::signing_key> new_{};
  step next_ = step::strangers;
  access_shown found_{};
};

}  // namespace sluice::demo
