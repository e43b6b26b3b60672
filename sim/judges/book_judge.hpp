#pragma once
/// Keeps a book of its own of every order: what was asked for, what has been written, what channels
/// have said. Judges whether an accepted order is the one that was asked for and goes where it may,
/// whether events repeat what channels said, whether anything was given up before its time, and
/// whether answers say all of it. Shares nothing with the engine's evolve, view and routing.

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "actors/desk/request.hpp"
#include "actors/engine/settings.hpp"
#include "actors/ports/channel_port.hpp"
#include "domain/order/event.hpp"
#include "sim/judges/settings_judge.hpp"
#include "sim/judges/verdict.hpp"
#include "store/event_log.hpp"

namespace sluice::sim {

class book_judge {
 public:
  book_judge(const engine_settings& settings, const settings_judge& of_settings, verdict& says)
      : settings_(&settings), of_settings_(&of_settings), verdict_(&says) {}

  void asked(const request& r);
  void told(const channel_call& call, const channel_answer& answer);
  void told(const channel_notification& notice);
  void durable(const order_id& id, const order::event& e, instant at, store::sequence position);
  void answered(const order_view& v);
  void answered(const refund_view& v);

 private:
  struct attempt_page {
    attempt_view as_seen;
    instant started{}, paid_at{};
    std::optional<std::int64_t> takes_minor{};  ///< of a capture
  };
  struct page {
    order_id id;
    std::vector<create_order> wishes{};
    order_view as_seen{};
    std::vector<attempt_page> attempts{};
    std::map<std::string, std::string> refund_keys{};
    instant taken_back_since{};
    instant charged_since{};  ///< when the payer last gave a code
    bool waits_for_code = false;
    bool has_limit = false;  ///< of its caller's
    bool has_ended = false;
    bool asked_to_revoke = false;  ///< by anybody: who may is the access judge's business
    bool ends_by_itself = false;  ///< by the machine's clock, which this book does not know
    fingerprint body{};  ///< of the request that was accepted
    [[nodiscard]] const create_order* wish() const;  ///< null: nobody asked so
    [[nodiscard]] refund_view* refund_of(const refund_no& n);
  };
  /// What somebody said of money that moved.
  struct word {
    order::source from;
    std::string reference;
    order::receipt told;
    friend bool operator==(const word&, const word&) = default;
  };
  using words = std::unordered_map<std::string, std::vector<word>>;  ///< by number

  void write(page& p, const order::event& e, instant at);
  void accept(page& p, const order::order_accepted& e);
  void judge_action(const page& p, const order::payer_asked& e);
  void judge_route(const page& p, const std::vector<channel_id>& route);
  void begin(page& p, attempt_no n, const channel_id& channel, const channel_key& key, instant at);
  void succeed(page& p, attempt_no n, std::optional<std::int64_t> amount_minor = std::nullopt);
  void judge_release(const page& p, const order::refund_requested& e, instant at);
  void judge_window(page& p, const order::refund_requested& e, instant at);
  void hand_over(page& p, const order::operator_needed& e, instant at);
  void resolve(page& p, const order::order_resolved& e, instant at);
  void end_refund(page& p, const refund_no& n, std::string_view state,
                  const std::optional<money>& moved = std::nullopt);
  [[nodiscard]] static bool contains(const words& all, const std::string& number, const word& one);
  void believe(const page& p, attempt_no n, const word& written);
  [[nodiscard]] bool has_real(const std::vector<std::string>& may) const;
  [[nodiscard]] std::vector<channel_id> route_for(const create_order& wish,
                                                  const std::vector<std::string>& may) const;
  [[nodiscard]] const attempt_timing& timing_of(const page& p) const;
  attempt_page& attempt_of(page& p, attempt_no n) { return p.attempts.at(n.value() - 1U); }
  void wrong(const page& p, std::string_view what, promise kept = promise::states_stand);

  const engine_settings* settings_;
  const settings_judge* of_settings_;
  verdict* verdict_;
  std::unordered_map<order_id, page> pages_;
  words said_paid_, said_refunded_;
  std::unordered_map<std::string, private_text> said_to_do_;  ///< to the payer, by number
};

}  // namespace sluice::sim
