#pragma once
/// What the engine answers, in the words in which the edge tells it.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "actors/webhook/webhook_tries.hpp"
#include "base/instant.hpp"
#include "domain/alarm/kind.hpp"
#include "domain/approval/proposal_id.hpp"
#include "domain/channel/path_state.hpp"
#include "domain/contract/event.hpp"
#include "domain/degradation/level.hpp"
#include "domain/figures/counts.hpp"
#include "domain/figures/refund_book.hpp"
#include "domain/figures/window.hpp"
#include "domain/ids.hpp"
#include "domain/ledger/day.hpp"
#include "domain/merchant/event.hpp"
#include "domain/merchant/measure.hpp"
#include "domain/order/waiting.hpp"
#include "domain/origin.hpp"
#include "domain/reconciliation/state.hpp"
#include "domain/rejection.hpp"
#include "domain/routing/explanation.hpp"
#include "domain/routing/state.hpp"
#include "store/event_log.hpp"

namespace sluice {

struct attempt_view {
  std::uint16_t number = 0;
  std::string channel, key, outcome, code, channel_reference;
  std::int64_t held_minor = 0;  ///< as its channel, or a person, says
  std::string question{};  ///< what is in question about its money; "none"
};
struct refund_view {
  order_id order;
  std::string refund_no, state, purpose, code;  ///< state: processing, done, failed, needs_operator
  money amount;
  std::int64_t returned_minor = 0;  ///< what went back, once it is done
  instant requested_at{};
  store::sequence sequence = 0;
};
struct order_view {
  order_id order;
  /// processing, verification_needed, payer_action_needed, paid, failed, revoked, needs_operator
  std::string state;
  std::string detail;  ///< the inner phase
  business_type type = business_type::payment_code;
  money amount;
  std::int64_t refunded_minor = 0;
  std::int64_t captured_minor = 0;  ///< of one whose money was held first
  std::string channel;  ///< of the current attempt
  std::string code;  ///< the channel's last word
  std::string description, masked_code;
  std::vector<attempt_view> attempts;
  std::vector<refund_view> refunds;  ///< oldest first; at most most_refunds_told
  std::uint64_t refunds_left_out = 0;
  std::string money_returned{};  ///< of a revoked order: yes, no, not_said
  std::string risk{};  ///< what the risk service said, or its silence meant; empty: not asked yet
  std::uint32_t code_tries_left = 0;  ///< while the payer is to give a code
  bool is_shadow = false;  ///< test traffic: no real money moved
  std::string payer_action{};  ///< a kind of payer_action, while it is needed
  std::string payer_action_content{};
  std::uint32_t conflicts = 0;
  instant accepted_at{};
  instant updated_at{};
  store::sequence sequence = 0;  ///< global sequence of the order's last event
};
/// Where the value of a setting comes from.
struct setting_view {
  std::string name;
  origin from;
};
/// How a path of a channel stands, and who said so.
struct path_view {
  channel::path where;
  channel::path_state state;
  std::uint32_t good = 0, counted = 0;  ///< of the latest payments
  std::uint32_t others_good = 0, others_counted = 0;  ///< of queries, revokes and refunds
};
struct channel_view {
  std::string id, wallet;
  bool enabled = true;
  std::uint32_t in_flight = 0, max_in_flight = 0, queued = 0, queue_capacity = 0;
  millis queue_deadline{};
  std::uint32_t calls_per_second = 0;
  std::uint32_t faulty_per_second = 0;
  std::uint64_t calls = 0, unknown = 0, refused = 0;
  std::vector<setting_view> origins{};
  std::vector<path_view> paths{};
};
struct merchant_view {
  std::string id, life;
  std::vector<business_type> business_types{};
  std::vector<channel_id> channels{};
  std::vector<merchant::document> documents{};
  merchant::limit_values limits{};
  std::map<business_type, merchant::level_wish> levels{};  ///< that hold; not normal ones
  std::map<business_type, merchant::promotion_wish> promotions{};  ///< announced, and not over
  std::vector<setting_view> origins{};
};
struct merchant_list {
  std::vector<merchant_view> all{};
  std::uint64_t next = 0;  ///< the place after which the rest begins; 0: there is none
};
struct principal_view {
  std::string id, kind, person;
  bool in_force = true;  ///< false: an operator whose person the file does not declare
  std::vector<std::string> merchants{}, grants{};
  std::vector<setting_view> origins{};
};
struct principal_list {
  std::vector<principal_view> all{};
  std::string next{};  ///< the name after which the rest begins; empty: there is none
};
struct key_view {
  std::string id, kind, owner;
  std::string public_half{}, fingerprint{};  ///< hexadecimal digits: one of them, by its kind
  instant from{};
  std::optional<instant> until{}, revoked_at{};
  std::vector<setting_view> origins{};
};
struct key_list {
  std::vector<key_view> all{};
  std::string next{};
};
/// The rules of routing.
struct rulebook_view {
  std::vector<routing::held_rule> rules{};  ///< in the order in which they are looked at
  routing::tuning how{};
  std::uint64_t position = 0;  ///< so many events say so
};
/// What stands on a merchant's accounts with us: minor units.
struct account_view {
  merchant_id merchant;
  struct lot {
    ledger::day_number day = 0;
    std::int64_t minor = 0;
  };
  struct of_currency {
    currency unit = currency::cny;
    std::int64_t pending_minor = 0;  ///< earned, and not due yet
    std::int64_t available_minor = 0;  ///< due, and can be paid to it
    std::int64_t payout_hold_minor = 0;
    std::int64_t refund_hold_minor = 0;
    std::int64_t fees_due_minor = 0;  ///< it owes
    std::vector<lot> lots{};  ///< of pending, by the day on which it was earned
  };
  std::vector<of_currency> all{};
  store::sequence sequence = 0;  ///< of the log, up to which it is so
};
/// What of its money has been paid to a merchant, or is to be.
struct settlements_view {
  merchant_id merchant;
  struct one {
    std::uint32_t number = 0;
    money amount{};
    std::string state{};  ///< requested, paid, not_paid, returned
    std::string reference{};  ///< the bank's
  };
  std::vector<one> all{};
};
/// The contract with one merchant or channel.
struct contract_view {
  contract::party with;
  std::vector<contract::agreed> versions{};  ///< the newest first
  std::uint64_t position = 0;  ///< so many events there are about all contracts
};
/// In what a channel's bill and the log differ.
struct difference_view {
  channel_id channel;
  reconciliation::known_difference what{};
  bool is_proven = false;  ///< the bill in which it was found
};
struct difference_list {
  std::vector<difference_view> all{};
  std::string next{};  ///< the id after which the rest begins; empty: there is none
};
/// What has been brought of a channel's bill of one day.
struct bill_view {
  channel_id channel;
  reconciliation::bill what{};
  bool is_newest = true;  ///< no corrected one has come since
  std::uint64_t open = 0, resolved = 0;  ///< differences of that day
};
/// What became of a channel when a route was chosen.
struct channel_view_of_route {
  std::string channel;
  routing::judged found;
  std::string words;  ///< a sentence
  std::string breaker{};  ///< what its breaker had said; empty: it had no part in it
};
struct route_view {
  order_id order;
  instant accepted_at{};  ///< of one that was only imagined: the beginning of time
  std::vector<channel_id> route{};
  std::vector<channel_view_of_route> channels{};  ///< in the order of the merchant's list
  std::uint64_t left_out = 0;
  std::vector<std::string> attempts{};  ///< a sentence each
  std::string unexplained{};  ///< why nothing is said of the channels
  std::optional<rejection> refused{};  ///< the imagined order would be
  std::uint32_t merchant_position = 0, rules_position = 0;
};
/// What happened to an order, by whom, and why (audit/order_trace.hpp).
struct trace_step_view {
  instant at{};
  store::sequence sequence = 0;
  std::string step, actor, channel, number, code;
  std::optional<millis> took{};
  std::string why;
};
struct trace_view {
  order_id order;
  std::string state;
  std::vector<trace_step_view> steps{};  ///< oldest first; at most most_steps_told
  std::uint64_t left_out = 0;  ///< the oldest
};
/// A method, and where it would go; or why it would not.
struct method_view {
  business_type type = business_type::payment_code;
  std::optional<wallet> shown{};
  instrument paid_with{};
  std::vector<channel_id> channels{};
  std::optional<rejection> why_not{};
};
struct method_list {
  std::vector<method_view> all{};
};
/// An agreement by which a payer may be charged.
struct agreement_view {
  agreement_id agreement;
  std::string state;  ///< asking, offered, opening, in_force, lapsed, ending, ended
  std::string channel;
  business_type type = business_type::quick_pay;
  std::string payer{};  ///< masked, as the channel shows him; empty until he has signed
  std::string code{};  ///< the channel's last word on its end, or on a code
  std::string payer_action{};  ///< a kind of payer_action, while he may sign
  std::string payer_action_content{};
  instant not_after{};  ///< signed by then, or not at all
  instant requested_at{};
  store::sequence sequence = 0;  ///< global sequence of its last event
  std::uint32_t code_tries_left = 0;  ///< while the payer may type one
};

/// How an endpoint stands that hears of a merchant's orders.
struct webhook_view {
  std::string endpoint;
  std::string state;  ///< enabled, struggling, disabled
  std::string why{};  ///< it is disabled (gone, failing), or what the last try came to
  std::uint64_t waiting = 0;  ///< events that are to be told, as far as they are counted
  bool is_behind = false;  ///< there are more, in the log
  std::uint64_t oldest = 0;  ///< of these, in the log; 0: nothing waits
  std::vector<webhook_try> tries{};  ///< the last ones of this process, the newest first
  instant disabled_at{};  ///< of one that is disabled
  std::uint64_t given_up = 0;  ///< events, since it was enabled last, that it is not told of again
  std::uint64_t last_given_up = 0;  ///< of these, in the log; 0: there is none
};
struct webhook_list {
  merchant_id merchant;
  std::vector<webhook_view> all{};
};
/// An alarm that fires.
struct alarm_view {
  std::uint64_t number = 0;
  alarm::kind what{};
  std::string key{};
  std::string state;  ///< firing, acknowledged, silenced, flapping, stale
  instant since{};
  std::uint64_t count = 0;  ///< how often what it tells of has happened
  std::uint64_t orders = 0;
  std::string detail{};
  signed_by taken_by{};  ///< of acknowledged
};
struct silence_view {
  alarm::kind what{};
  std::string key{};
  instant until{};
  signed_by who{};
};
struct alarm_list {
  std::vector<alarm_view> all{};
  std::vector<silence_view> silences{};
  std::uint64_t lost_facts = 0;  ///< since the engine's start: there was too much to hear
};
/// A link in one step of time.
struct link_row_view {
  instant at{};
  figures::call_counts calls{};
  figures::paid_counts paid{};
};
struct link_view {
  figures::link where{};
  std::vector<link_row_view> rows{};
};
/// Refunds that were asked for on one day, counted from 1970 in UTC+8.
struct refund_day_view {
  channel_id channel;
  std::int64_t day = 0;
  figures::refund_counts counted{};
};
struct link_figures_view {
  figures::window of{};
  std::uint32_t one_in = 1;  ///< calls that are counted at this moment; 0: none
  instant seconds_since{};  ///< before it no second is known
  std::vector<link_view> links{};
  std::vector<refund_day_view> refunds{};
};
/// The level of the whole engine.
struct engine_view {
  degradation::level_wish now{};  ///< that holds
  origin from{};  ///< nobody, where it is as usual
  std::uint64_t position = 0;  ///< so many events say so
};
/// The risk service's answer was taken.
struct risk_taken {
  order_id order;
  std::uint8_t number = 0;
};
struct reload_view {
  std::string file;
  std::vector<std::string> changed{};  ///< keys of the file that are taken over
  std::vector<std::string> needs_restart{};  ///< that will hold at the next start
  /// Keys that the file says anew, where a person's word holds all the same.
  std::vector<setting_view> kept{};
};

/// A word that two persons must want, or that one used alone.
struct proposal_view {
  proposal_id id;
  std::string text;  ///< what was proposed; the id is its SHA-256
  std::string word;  ///< "order.resolve"
  std::string about;  ///< the stream that it would change
  std::uint64_t position = 0;  ///< where that stream ended
  std::string stage;  ///< open, agreed, done, lapsed
  signed_by proposer;
  std::string second;  ///< who agreed; empty: nobody yet
  instant until{};
};
/// It is not done yet: another person must agree.
struct second_person_wanted {
  proposal_view what;
};
struct people_list {
  std::vector<proposal_view> proposals{};
  std::vector<order::waiting_matter> matters{};  ///< who waits longest comes first
  std::uint64_t left_out = 0;  ///< orders that wait as well
};

/// Made, copied and destroyed in answer.cpp alone, for the same reason as question.
struct answer
    : std::variant<order_view, refund_view, std::vector<channel_view>, channel_view, merchant_view,
                   merchant_list, reload_view, proposal_view, second_person_wanted, people_list,
                   principal_view, principal_list, key_view, key_list, rulebook_view, route_view,
                   method_list, engine_view, risk_taken, agreement_view, webhook_list, trace_view,
                   alarm_list, link_figures_view, contract_view, account_view, settlements_view,
                   difference_view, difference_list, bill_view, rejection> {
  using variant::variant;
  answer(const answer&);
  answer(answer&&) noexcept;
  answer& operator=(const answer&);
  answer& operator=(answer&&) noexcept;
  ~answer();
};

}  // namespace sluice
