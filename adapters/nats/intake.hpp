#pragma once
/// From a NATS message to a request, and from the answer to a NATS reply. What can be answered here
/// (refusals of form, help, schema) is; the rest goes to the engine.
///
/// Called on nats.c's delivery threads; answers come on the engine's. Reply addresses may outlive
/// the service, so they share what they need.

#include <nats/nats.h>

#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "actors/desk/request.hpp"
#include "actors/ports/observer.hpp"
#include "adapters/access/verifier.hpp"
#include "adapters/api/body_form.hpp"
#include "adapters/api/endpoints.hpp"
#include "adapters/api/request_codec.hpp"
#include "adapters/nats/endpoint_stats.hpp"
#include "adapters/nats/message.hpp"
#include "adapters/nats/reply_queue.hpp"
#include "adapters/nats/seldom.hpp"
#include "adapters/nats/turn.hpp"

namespace sluice::nats {

struct intake_limits {
  std::size_t message_bytes = 65'536;  ///< a longer body is refused: message_too_large
  /// Requests without an answer. What is missed least finds no room, and is refused as busy, before
  /// the rest (domain/overload/room.hpp): payments beyond 32,768.
  std::size_t in_progress = 40'960;
  /// What nats.c holds of one subscription; beyond: dropped unread. Its own 65,536 overflow in a
  /// second in which two hundred thousand requests come.
  int unread_messages = 262'144;
  int unread_bytes = 96 << 20;
};

/// Who asked what, when, and how to answer.
struct caller {
  reply_subject reply_to;
  std::string traceparent;
  std::optional<api::endpoint> asked;
  api::body_format form = api::body_format::json;
  std::chrono::steady_clock::time_point arrived;
};

class intake : public std::enable_shared_from_this<intake> {
 public:
  using submit_function = std::function<void(request)>;
  /// Asked for each request, before anything else is done with it. May wait for a moment.
  using turn_function = std::function<turn()>;

  intake(std::string prefix, intake_limits limits, turn_function whose_turn, submit_function submit,
         std::shared_ptr<access::verifier> signatures, std::shared_ptr<reply_queue> replies,
         std::shared_ptr<observer> tells,
         std::shared_ptr<endpoint_stats> stats = std::make_shared<endpoint_stats>());

  /// A message on a subject under the prefix. Events of our own are passed over. `unread`: how many
  /// messages wait behind it, at least.
  void receive(natsMsg& message, int unread);

  /// Called exactly once for each caller whose request went to the engine.
  void finish(const caller& whom, const answer& given);

  /// nats.c has dropped so many messages unread. Told once a burst: when it is over, or goes on and
  /// on. Called by the thread that receives.
  void note_dropped(std::uint64_t more, bool burst_is_over);

  /// Waits until nothing is in progress. False: not within the limit.
  [[nodiscard]] bool wait_until_idle(millis limit);

  [[nodiscard]] const endpoint_stats& stats() const noexcept { return *stats_; }
  [[nodiscard]] reply_queue& replies() noexcept { return *replies_; }

 private:
  [[nodiscard]] std::string_view prefix() const noexcept;  ///< without the dot
  [[nodiscard]] std::string_view suffix_of(const natsMsg& message) const;
  void ask_engine(const natsMsg& message, const header_reader& headers, caller whom);
  [[nodiscard]] std::shared_ptr<const access::claim> claim_of(
      const natsMsg& message, const header_reader& headers, const caller& whom) const;
  void ask_signed(std::shared_ptr<const access::claim> claim, caller whom);
  /// Whoever it is: form and values are looked at, and the engine is asked.
  void hand_on(std::string_view body, const api::request_headers& headers, access::caller from,
               caller whom);
  void refuse(const caller& whom, const rejection& refused);
  void refuse_in_doubt(const caller& whom);
  void leave_to_owner();
  void note_not_allowed(const caller& whom, const rejection& refused);
  void nobody_hears(std::string_view suffix, std::string_view reply_subject);
  void tell_help(const caller& whom);
  void tell_schema(const caller& whom);
  [[nodiscard]] bool has_time_for_long_answers(int unread) const;
  void refuse_as_busy(const caller& whom);
  [[nodiscard]] outgoing counted(const caller& whom, std::string body,
                                 std::string_view content_type, const rejection* refused);
  [[nodiscard]] bool enter(overload::work what);
  [[nodiscard]] bool has_room_for(overload::work what, std::size_t in_progress) const;
  void leave();

  const std::string prefix_;  ///< with a dot at the end
  const intake_limits limits_;
  const turn_function whose_turn_;
  const submit_function submit_;
  const std::shared_ptr<access::verifier> signatures_;
  const std::shared_ptr<reply_queue> replies_;
  const std::shared_ptr<observer> tells_;
  const rejection busy_;
  const std::array<std::string, 2> busy_bodies_;  ///< by form: said most when time is shortest
  const std::shared_ptr<endpoint_stats> stats_;
  seldom unheard_{std::chrono::seconds(1)};
  seldom doubted_{std::chrono::seconds(10)};
  seldom not_allowed_{std::chrono::seconds(10)};
  seldom left_to_owner_{std::chrono::seconds(10)};
  std::atomic<std::uint64_t> untold_drops_{0};
  seldom lasting_drops_{std::chrono::seconds(10)};
  std::atomic<std::size_t> in_progress_{0};
  std::atomic<bool> somebody_waits_{false};
  std::mutex lock_;
  std::condition_variable idle_;
};

}  // namespace sluice::nats
