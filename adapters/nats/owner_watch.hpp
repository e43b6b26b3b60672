#pragma once
/// One engine takes the requests of a prefix and partition. Drives the contest of
/// domain/ownership: engines tell each other on `<prefix>-engines.owner.<partition>` who it is. On
/// a connection and a thread of its own, so that a flood of requests delays no claim.

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <variant>

#include "actors/ports/clock.hpp"
#include "adapters/nats/connection.hpp"
#include "adapters/nats/owner_news.hpp"
#include "adapters/nats/turn.hpp"
#include "domain/ownership/contest.hpp"

namespace sluice::nats {

struct owner_options {
  std::string prefix = "pay";
  std::uint16_t partition = 0;
  bool waits = false;  ///< until nobody else owns; otherwise it is refused
  bool judged = false;  ///< of two that own, the lease knows the right one
  std::function<instant()> wall{};
  /// We owned and do not any more. Called once, on the watch's thread.
  std::function<void()> on_lost = [] {};
};

class owner_watch {
 public:
  /// Says why when it cannot begin. What it finds is asked for with `decided`.
  [[nodiscard]] static std::variant<std::unique_ptr<owner_watch>, std::string> start(
      connection_options at, owner_options options, std::shared_ptr<observer> tells);
  ~owner_watch();  ///< leaves
  owner_watch(const owner_watch&) = delete;
  owner_watch& operator=(const owner_watch&) = delete;

  /// The log is open, and nobody else can have it open as well.
  void know_log(const std::string& id, std::uint64_t incarnation);
  [[nodiscard]] ownership::claim face();
  [[nodiscard]] const std::shared_ptr<connection>& link() const noexcept { return at_; }

  /// Nothing else can keep us from taking requests: until now it has only listened.
  void be_prepared();

  struct owns {};
  struct refused {
    std::string why;  ///< a sentence: who owns
  };
  struct undecided {};
  using decision = std::variant<undecided, owns, refused>;
  /// Waits at most so long.
  [[nodiscard]] decision decided(millis limit);

  /// The owner for whom we wait will let go: whoever hears requests from now on, and holds them
  /// until we own, loses none. Then be_ready.
  [[nodiscard]] bool is_called();
  void be_ready(bool hears_requests);
  /// Yet somebody else owns instead: what is held must not be held any longer.
  [[nodiscard]] bool is_overtaken();

  /// The queue group to hear requests in. The server hands a group each request once, to any of its
  /// members, also to one that is hung: so each engine has a group of its own, and hears them all.
  /// An heir that is called shares the group of who lets go. Where two may own for a moment,
  /// because servers may come together again, all have one group, or both would take each request.
  [[nodiscard]] std::string choose_group();
  /// We own, but in the group of one that fell silent and may still be in it.
  [[nodiscard]] bool shares_group_with_the_silent();

  /// From now on requests may be accepted while we own.
  void open();
  /// Any thread, for each request. In doubt it waits for a moment: doubt is short, or for good.
  [[nodiscard]] turn whose_turn();
  /// Any thread. Surely ours at this moment; whose_turn waits out a doubt.
  [[nodiscard]] bool is_surely_ours() const noexcept;
  /// We have owned, and another one owns now.
  [[nodiscard]] bool is_lost();
  /// The lease says that somebody else owns.
  void stand_down(const std::optional<ownership::claim>& owner);

  /// Tells that we will let go, and waits until an heir, if there is one, hears requests.
  void prepare_to_leave(millis limit);
  /// Lets go, and says so.
  void leave();

 private:
  owner_watch(std::shared_ptr<connection> at, owner_options options,
              std::shared_ptr<observer> tells);

  void run();
  [[nodiscard]] std::string group_of_our_own() const;  ///< the lock is held
  void notice_standstill(millis how_long);
  void look_at_connection();
  void speak();
  void listen();
  void hear(std::string_view text);
  void find_out_whether_carried();
  [[nodiscard]] bool is_lost_now() const;  ///< the lock is held
  /// True, once: we have owned and do not any more.
  bool changed();

  const std::shared_ptr<connection> at_;
  const owner_options options_;
  const std::string subject_;
  natsSubscription* hears_ = nullptr;
  std::uint64_t reconnects_ = 0;  ///< of the thread

  std::mutex lock_;
  std::condition_variable changed_;
  ownership::contest contest_;
  owner_news news_;
  bool is_open_ = false;
  std::optional<millis> holds_until_{};  ///< requests wait in doubt until then
  std::atomic<millis::rep> accepts_until_{0};  ///< since boot; 0: not at all
  std::atomic<bool> stop_{false};
  std::thread thread_;  ///< last: it uses all of the above
};

}  // namespace sluice::nats
