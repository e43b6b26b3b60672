#pragma once
/// Replaces the HTTP client and the network between the engine and one channel: calls and answers
/// are late, lost or spoilt; a channel goes dark or slow for minutes.

#include <memory>

#include "actors/ports/channel_port.hpp"
#include "sim/world/bank.hpp"
#include "sim/world/byte_way.hpp"
#include "sim/world/life.hpp"
#include "sim/world/lines.hpp"
#include "sim/world/scene.hpp"

namespace sluice::sim {

class wire final : public channel_port {
 public:
  wire(scene& in, const scenario_channel& about, bank& at_the_end);

  /// A new process uses it; answers for an older one are dropped.
  void serve(life process);
  void watch_connections(std::shared_ptr<connection_watch> watch) override;
  /// The channel is one of those that share these.
  void use(std::shared_ptr<lines> shared) { lines_ = std::move(shared); }
  /// Calls travel as bytes.
  void go_by(std::unique_ptr<byte_way> way) { way_ = std::move(way); }
  /// What the channel tells unasked, as the engine hears it now. Nothing: it refuses to.
  template <class Notice>
  [[nodiscard]] std::optional<Notice> tell(const Notice& n) {
    return way_ ? way_->tell(n) : n;
  }
  void start(channel_call call, on_answer done) override;
  /// From now on, for as long as it says, it answers nobody, or late.
  void suffer(const scenario_outage& what);

 private:
  struct journey {
    channel_call call;
    on_answer done;
    life process;
    call_judge::ticket ticket = 0;
    bool spoilt = false;  ///< the answer says nothing that can be believed
    std::string code{};
    bool lost = false;  ///< the answer never comes
    millis back{0};
    std::optional<lines::number> line{};  ///< on which it goes; nothing: nobody counts them
  };
  struct trouble {
    instrument of;  ///< only what is paid so; not said: everything
    world_time until{0};
  };
  void weather();
  [[nodiscard]] bool is_in(const std::vector<trouble>& troubles, const channel_call& call) const;
  /// False: it cannot leave, and all is said.
  [[nodiscard]] bool takes_line(const std::shared_ptr<journey>& j);
  void leave_line(journey& j, bool stays_open);
  /// Decides what happens on the way. True: the channel never hears of it, all is said.
  [[nodiscard]] bool never_arrives(const std::shared_ptr<journey>& j);
  void travel(const std::shared_ptr<journey>& j);
  void arrive(const std::shared_ptr<journey>& j);
  void spoil(journey& j);
  void answer_after(millis pause, const std::shared_ptr<journey>& j, channel_answer a);
  void time_out(const std::shared_ptr<journey>& j);
  void answer_in_vain(const std::shared_ptr<journey>& j, const on_answer& done);
  [[nodiscard]] std::string order_of(const channel_call& call) const;
  [[nodiscard]] channel_answer not_sent(const channel_call& call, std::string code) const;
  [[nodiscard]] channel_answer nothing(const channel_call& call, std::string code) const;
  [[nodiscard]] dice& dice_of(const channel_call& call) { return dice_.of(call.key.value()); }
  [[nodiscard]] millis half_way(const channel_call& call);

  scene* scene_;
  scenario_channel about_;
  channel_id id_;
  bank* bank_;
  std::unique_ptr<byte_way> way_{};  ///< nothing: they are handed over as they are
  std::shared_ptr<lines> lines_{};  ///< nothing: its host's connections are not limited
  dice sky_;  ///< of the whole channel
  named_dice dice_;  ///< by the number of what is called about
  life process_;
  std::vector<trouble> dark_, slow_;
  world_time weather_at_{0};
};

}  // namespace sluice::sim
