#pragma once
/// Asks the engine over NATS as a careful service does: many requests at once, and a request that
/// got no answer is sent again, unchanged, until there is one. So is one whose refusal says
/// "retryable".
///
/// Used by the shopkeeper; one thread, which calls turn() all the time. The answers are handed to
/// the callback on that thread; a callback may ask again. Throws std::runtime_error with a sentence
/// when NATS cannot be reached.

#include <nats/nats.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "adapters/access/signature.hpp"
#include "adapters/nats/connection.hpp"
#include "base/instant.hpp"

namespace sluice::demo {

class asker {
 public:
  using on_answer = std::function<void(const nlohmann::json& answer)>;
  using timer = std::chrono::steady_clock;

  /// `service`: signs what is asked for merchants that are not open (m4), until sign_with. Silence
  /// for `patience` means that the answer is lost.
  explicit asker(const std::string& nats_url, std::optional<access::signing_key> service,
                 millis patience = millis{4000});

  /// `subject` without the prefix: "order.create".
  void ask(const std::string& subject, const nlohmann::json& body, on_answer then);
  /// As whom it says; nobody: without a signature.
  void ask_as(std::optional<access::signing_key> by, const std::string& subject,
              const nlohmann::json& body, on_answer then);
  /// From now on the service signs with these in turns, also what is repeated.
  void sign_with(std::vector<access::signing_key> keys);
  /// Calls `then` from a later turn().
  void after(millis pause, std::function<void()> then);

  /// Waits up to `limit` for answers, hands them out, and repeats what is due.
  void turn(millis limit);

  [[nodiscard]] std::size_t open() const noexcept { return questions_.size(); }
  [[nodiscard]] std::uint64_t repeats() const noexcept { return repeats_; }
  /// How many requests of the service this key has signed.
  [[nodiscard]] std::uint64_t signed_with(const access::key_id& key) const;

 private:
  struct question {
    std::string subject{};
    std::string body{};
    on_answer then{};
    bool is_services = false;  ///< signed with the service's key of the moment
    std::optional<access::signing_key> by{};
    timer::time_point send_again{};
  };
  struct free_subscription {
    void operator()(natsSubscription* s) const noexcept { natsSubscription_Destroy(s); }
  };

  void put(const std::string& subject, const nlohmann::json& body, question q);
  void publish(std::uint64_t id, question& q);
  [[nodiscard]] const access::signing_key* next_signer_of(const question& q);
  [[nodiscard]] natsStatus send(const question& q, const std::string& reply_to, std::uint64_t id);
  void take(natsMsg& message);
  void nobody_is_there();
  void do_what_is_due();

  std::vector<access::signing_key> service_;
  std::map<access::key_id, std::uint64_t> signed_{};
  millis patience_;
  std::shared_ptr<nats::connection> connection_;
  std::string inbox_;  ///< of all answers; the question's number is the last token
  std::unique_ptr<natsSubscription, free_subscription> answers_;
  std::uint64_t next_id_ = 1;
  std::uint64_t repeats_ = 0;
  std::map<std::uint64_t, question> questions_{};
  std::multimap<timer::time_point, std::function<void()>> later_{};
};

/// "order_number_reused"; empty when the answer is no refusal.
[[nodiscard]] std::string error_code(const nlohmann::json& answer);

}  // namespace sluice::demo
