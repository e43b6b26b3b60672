#pragma once
/// What the demo shows of a channel that dies: its account answers nobody any more, the breaker
/// opens, payments go to another account of the same wallet, and when it answers again probes find
/// out and its share comes back; and people hear of it, and that it is over. One step after the
/// other, driven by the demo's turns; what the engine thinks of the channel it is asked like by
/// anybody (channel.get).

#include <cstdint>
#include <string>

#include "app/demo/alarm_receiver.hpp"
#include "app/demo/asker.hpp"
#include "app/demo/fleet.hpp"
#include "app/demo/shopkeeper.hpp"

namespace sluice::demo {

/// What the receiver of alarms has heard of it.
struct alarm_shown {
  std::string fired{};  ///< the notice's subject; empty: none has come
  std::string over{};
  millis fired_after{0}, over_after{0};  ///< from the outage, from its end
};

struct channel_shown {
  std::string why{};  ///< the breaker opened: "failures_in_a_row"
  std::uint64_t failed = 0;  ///< payments that led to it
  millis opened_after{0}, closed_after{0};  ///< from the outage, from its end
  std::size_t orders = 0, paid = 0;
  std::size_t paid_elsewhere = 0;  ///< of those, on the other account
  alarm_shown alarm{};
  [[nodiscard]] bool is_as_it_should() const noexcept;
};

class channel_show {
 public:
  channel_show(fleet& programs, asker& over, const alarm_receiver& people, std::uint64_t seed);
  channel_show(const channel_show&) = delete;
  channel_show& operator=(const channel_show&) = delete;

  void turn(millis limit);
  /// The channel is well again, people know it, and no further orders come.
  [[nodiscard]] bool is_done() const noexcept { return next_ == step::done; }
  [[nodiscard]] shopkeeper& shops() noexcept { return shops_; }
  [[nodiscard]] channel_shown found() const;

 private:
  enum class step : std::uint8_t {
    begin,
    wait_for_opening,
    let_it_be,
    wait_for_closing,
    wait_for_word,
    done
  };

  void look();
  void listen();
  void seen(const nlohmann::json& whole_channel);
  [[nodiscard]] millis since_last() const;
  void go_on_to(step next);

  fleet& programs_;
  asker& over_;
  const alarm_receiver& people_;
  const access::signing_key person_;
  shopkeeper shops_;
  step next_ = step::begin;
  asker::timer::time_point last_ = asker::timer::now();
  asker::timer::time_point died_{}, came_back_{};
  bool is_looking_ = false;
  channel_shown found_{};
};

}  // namespace sluice::demo
