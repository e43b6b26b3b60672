#pragma once
/// What the actors say to each other; what many orders say on their way goes in batches
/// (outbox.hpp). One-way messages with tokens of our own; never CAF's request/then on a busy path
/// (its pending responses live in a linear vector: quadratic). Handlers take const T&, or T& where
/// the receiver moves the content out: never T, which copies.

#include <caf/all.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "actors/desk/request.hpp"
#include "actors/mail/acknowledgement.hpp"
#include "actors/mail/outbox.hpp"
#include "actors/mail/round_trip.hpp"
#include "actors/ports/channel_port.hpp"
#include "domain/agreement/command.hpp"
#include "domain/order/command.hpp"
#include "events/codec.hpp"
#include "store/event_log.hpp"

namespace sluice {

/// Names one request inside the front desk.
using token = std::uint64_t;

// -- front desk -> merchant -------------------------------------------------------------

struct errand {
  token who = 0;
  order_question ask;
  reply_when when = reply_when::final;
  cause why;
  std::optional<store::index_entry> guard{};  ///< the command id, if the caller gave one
  proviso under{};
  std::optional<rejection> unless_known{};  ///< of a create: no new order can be taken now
};

// -- channel -> order, channel -> agreement ---------------------------------------------------

struct call_ended {
  operation what = operation::query;
  attempt_no attempt{};
  refund_no refund{};  ///< refund, refund_query, send_on_refund
  bool on_hearsay = false;
  channel_answer answer;
};

// -- to an order, always through its host ---------------------------------------------------

/// Somebody at the front desk who waits for an order or one of its refunds.
struct waiter {
  token who = 0;
  reply_when when = reply_when::final;
  refund_no refund{};  ///< set: the answer is about this refund
  bool id_is_written = false;  ///< with the events that the command caused
};

/// Tell the waiter how things stand, whatever they are.
struct look {};
/// The response limit of this waiter has passed: tell how things stand as soon as that is durable.
struct hurry {};
/// A notification: the order knows which of its attempts has that number at the channel.
using order_input = std::variant<order::command, call_ended, channel_notification, look, hurry>;

struct order_message {
  order_id order;
  order_input what;
  std::optional<waiter> waits{};
  cause why{};
  std::optional<store::index_entry> guard{};  ///< the command id, written with the events
  proviso under{};
  sluice::acknowledgement acknowledge{};  ///< of a notification
  /// The merchant may not ask for this, or the engine cannot take it, now. Said only if the order
  /// is new: a repeated request gets the answer of the first one whatever has been configured
  /// since, or a caller would take it for unpaid.
  std::optional<rejection> unless_known{};
  /// Of a create: so many orders of its merchant and kind may be open; 0: any. Asked only if the
  /// order is new.
  std::int64_t most_open = 0;
  /// Of a create: it counts for the day and month in which this is. If it makes no order, its
  /// merchant is told.
  std::optional<instant> spends_at{};
};

struct notification_message {
  std::variant<channel_notification, agreement_notice> what;
  sluice::acknowledgement acknowledge;
};

// -- to an agreement, always through its host ------------------------------------------------

/// A merchant wants something done with one, or only looks.
struct agreement_asked {
  token who = 0;
  std::optional<agreement::command> what{};
  secret code{};  ///< with give_code
  std::shared_ptr<const card_to_open> card{};  ///< with create, of a card
  std::shared_ptr<const payer_details> payer{};  ///< of a create
  std::optional<rejection> unless_known{};  ///< of a create: no new one can be taken
  std::optional<store::index_entry> guard{};  ///< the command id, written with the events
};
struct agreement_call_ended {
  agreement::report said;
  instant began{};
};
struct agreement_told {
  channel_id channel;  ///< whose keys prove it
  agreement::report said;
  sluice::acknowledgement acknowledge;
};
struct agreement_due {};

struct agreement_message {
  agreement_id agreement;
  std::variant<agreement_asked, agreement_call_ended, agreement_told, agreement_due> what;
  cause why{};
};

// -- order -> front desk, merchant -> front desk ----------------------------------------------

struct answered {
  token who = 0;
  answer what;
  bool id_is_written = false;  ///< see waiter
};

// -- log writer -------------------------------------------------------------------------------

/// Into one synced batch, all of it.
struct write_order {
  std::vector<store::append_request> what;
  caf::actor reply_to;
};
/// One result for each request, in the order in which they were asked for; what was asked for first
/// is answered first.
struct written {
  std::vector<store::append_result> results;
};

// -- channel -----------------------------------------------------------------------------------

/// Who calls a channel, and is told what came of it.
using call_owner = std::variant<order_id, agreement_id>;
[[nodiscard]] inline const merchant_id& merchant_of(const call_owner& who) noexcept {
  return std::visit([](const auto& id) -> const merchant_id& { return id.merchant; }, who);
}

struct call_wanted {
  call_owner by;
  channel_call call;
};
/// The port's answer, on its way from the port's thread to the channel actor (inbox.hpp).
struct port_answered {
  std::uint64_t ticket = 0;
  channel_answer answer;
};
// -- configuration ---------------------------------------------------------------------------

/// Front desk -> configuration actor: read the file again.
struct reload_wanted {
  token who = 0;
  signed_by by;
  cause why;
};

// -- what waits for people --------------------------------------------------------------------

/// Order -> who keeps the list: it waits for a person, or does no more.
struct order_waits {
  order_id order;
  bool waits = false;
};
/// Front desk -> who keeps the list.
struct people_wanted {
  token who = 0;
};

// -- registrar, rulebook, steward
// -----------------------------------------------------------------------

/// Each of them -> front desk: what it keeps is known, and the file's part in it taken over.
struct doors_open {};

// -- supervisors ---------------------------------------------------------------------------------

/// "Remind this order at that time"; replaces what was asked before. Nothing: forget it.
struct remind {
  order_id order;
  std::optional<instant> at{};
};

// -- router -----------------------------------------------------------------------------------

struct recover_open_orders {};
/// Router -> host: this one is open; it must be in memory or with a supervisor.
template <class Id>
struct take_up {
  Id who;
};

/// Agreement -> its supervisor: the same.
struct remind_agreement {
  agreement_id agreement;
  std::optional<instant> at{};
};

// -- small words -------------------------------------------------------------------------------

struct take_up_more {};  ///< host -> itself
struct tick {  ///< a timer of one's own
  std::uint64_t generation = 0;
};
struct disk_look_due {};  ///< log writer -> itself
struct log_advanced {};  ///< log writer -> followers: look at the feed
struct log_broken {  ///< log writer -> front desk
  std::string why;
};
struct disk_low {  ///< log writer -> front desk
  bool low = false;
};
struct start_draining {};
struct are_you_quiet {};  ///< asked before the log is closed; answered when it is so
struct stop_now {};
/// Whoever gets it says so, and nothing else.
struct pass_round {
  std::shared_ptr<round_trip> of;
  round_stop as{};
};

}  // namespace sluice

#define SLUICE_LOCAL_MESSAGE(type) CAF_ALLOW_UNSAFE_MESSAGE_TYPE(sluice::type)
SLUICE_LOCAL_MESSAGE(batch<sluice::order_message>)
SLUICE_LOCAL_MESSAGE(batch<sluice::agreement_message>)
SLUICE_LOCAL_MESSAGE(batch<sluice::remind_agreement>)
SLUICE_LOCAL_MESSAGE(batch<sluice::answered>)
SLUICE_LOCAL_MESSAGE(batch<sluice::call_wanted>)
SLUICE_LOCAL_MESSAGE(notification_message)
SLUICE_LOCAL_MESSAGE(write_order)
SLUICE_LOCAL_MESSAGE(written)
SLUICE_LOCAL_MESSAGE(reload_wanted)
SLUICE_LOCAL_MESSAGE(doors_open)
SLUICE_LOCAL_MESSAGE(remind)
SLUICE_LOCAL_MESSAGE(order_waits)
SLUICE_LOCAL_MESSAGE(people_wanted)
SLUICE_LOCAL_MESSAGE(recover_open_orders)
SLUICE_LOCAL_MESSAGE(take_up<sluice::order_id>)
SLUICE_LOCAL_MESSAGE(take_up<sluice::proposal_id>)
SLUICE_LOCAL_MESSAGE(take_up<sluice::agreement_id>)
SLUICE_LOCAL_MESSAGE(take_up<sluice::merchant_id>)
SLUICE_LOCAL_MESSAGE(take_up_more)
SLUICE_LOCAL_MESSAGE(tick)
SLUICE_LOCAL_MESSAGE(disk_look_due)
SLUICE_LOCAL_MESSAGE(log_advanced)
SLUICE_LOCAL_MESSAGE(log_broken)
SLUICE_LOCAL_MESSAGE(disk_low)
SLUICE_LOCAL_MESSAGE(start_draining)
SLUICE_LOCAL_MESSAGE(are_you_quiet)
SLUICE_LOCAL_MESSAGE(stop_now)
SLUICE_LOCAL_MESSAGE(pass_round)
#undef SLUICE_LOCAL_MESSAGE
