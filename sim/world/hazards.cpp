#include "sim/world/hazards.hpp"

#include "base/enumerators.hpp"

namespace sluice::sim {
namespace {

constexpr ppm percent = 10'000;

}  // namespace

constexpr std::array<hazard_row, hazard_count> hazards{{
    {hazard::connection_refused, "connection_refused", 2 * percent,
     "the call surely never leaves the engine"},
    {hazard::request_lost, "request_lost", 3 * percent, "the channel never hears of the call"},
    {hazard::request_late, "request_late", 2 * percent,
     "the channel hears of the call when the caller has long given up"},
    {hazard::answer_lost, "answer_lost", 4 * percent, "done, but nobody is told"},
    {hazard::answer_late, "answer_late", 3 * percent,
     "done, but the answer takes longer than the time-out"},
    {hazard::answer_unreadable, "answer_unreadable", 3 * percent,
     "done, but the answer is an HTML page, cut short or wrongly signed"},
    {hazard::answer_unlisted, "answer_unlisted", 2 * percent,
     "the answer carries a code that is in no table; done or not"},
    {hazard::system_error, "system_error", 4 * percent,
     "the channel says: system error; done or not"},
    {hazard::rate_limited, "rate_limited", 2 * percent, "the channel says: too often; not done"},
    {hazard::port_silent, "port_silent", percent / 2,
     "the port breaks its promise and never answers"},
    {hazard::port_late, "port_late", percent / 2,
     "the port answers when the engine has long given it up"},
    {hazard::port_throws, "port_throws", percent / 20, "the port throws an exception"},
    {hazard::outage, "outage", 5 * percent, "a channel answers nobody for minutes"},
    {hazard::brown_out, "brown_out", 5 * percent, "a channel is slow for minutes"},
    {hazard::declined, "declined", 5 * percent, "declined with a listed code"},
    {hazard::declined_elsewhere_works, "declined_elsewhere_works", 5 * percent,
     "declined with a code that allows another channel"},
    {hazard::declined_as_if_repeated, "declined_as_if_repeated", 2 * percent,
     "declined with a code that an earlier copy of the request could have caused"},
    {hazard::declined_trade_left_open, "declined_trade_left_open", 2 * percent,
     "declined, and the trade stays open until it is revoked"},
    {hazard::declined_then_paid, "declined_then_paid", percent,
     "declined for certain, and yet the money moves a little later"},
    {hazard::rerouted_then_paid, "rerouted_then_paid", 10 * percent,
     "declined with a code that allows another channel, and yet the money moves a little later"},
    {hazard::another_amount_taken, "another_amount_taken", percent / 2,
     "the channel takes another amount than it was asked for"},
    {hazard::answer_wrong_amount, "answer_wrong_amount", percent / 2,
     "the answer to a payment states another amount than was taken"},
    {hazard::query_wrong_amount, "query_wrong_amount", percent / 2,
     "the answer to a query states another amount than was taken"},
    {hazard::payer_asked, "payer_asked", 20 * percent, "the payer is asked for a password"},
    {hazard::payer_walks_away, "payer_walks_away", 30 * percent, "an asked payer never decides"},
    {hazard::not_visible_yet, "not_visible_yet", 20 * percent,
     "queries do not find the trade for some seconds"},
    {hazard::revoke_again, "revoke_again", 15 * percent, "the revoke is to be called again"},
    {hazard::revoke_forgotten, "revoke_forgotten", 20 * percent,
     "the revoke of a trade not yet seen is done, and the payment that comes then is taken"},
    {hazard::revoke_fails_on, "revoke_fails_on", 2 * percent,
     "every revoke of the trade fails with a system error"},
    {hazard::revoke_refused, "revoke_refused", 3 * percent, "the revoke is refused for good"},
    {hazard::payer_pays_while_revoked, "payer_pays_while_revoked", 20 * percent,
     "an asked payer pays in the instant of the revoke"},
    {hazard::refund_refused, "refund_refused", 5 * percent, "the refund is refused for good"},
    {hazard::refund_pending, "refund_pending", 30 * percent,
     "the refund is accepted and done much later"},
    {hazard::refund_other_amount, "refund_other_amount", percent,
     "less is refunded than was asked for"},
    {hazard::notice_lost, "notice_lost", 10 * percent, "a notification is lost and sent again"},
    {hazard::notice_repeated, "notice_repeated", 10 * percent, "a notification comes twice"},
    {hazard::notice_late, "notice_late", 10 * percent, "a notification comes minutes later"},
    {hazard::notice_contradicts, "notice_contradicts", 3 * percent,
     "a paid trade is also told to be closed"},
    {hazard::notice_wrong_amount, "notice_wrong_amount", percent,
     "a notification states another amount"},
    {hazard::notice_forged, "notice_forged", 2 * percent,
     "somebody without the channel's key posts that an unpaid trade is paid"},
    {hazard::command_dropped, "command_dropped", 3 * percent, "a command is lost on the bus"},
    {hazard::command_repeated, "command_repeated", 3 * percent, "a command arrives twice"},
    {hazard::command_delayed, "command_delayed", 5 * percent,
     "a command arrives seconds later, behind younger ones"},
    {hazard::reply_dropped, "reply_dropped", 3 * percent, "a reply is lost on the bus"},
    {hazard::events_not_taken, "events_not_taken", 2 * percent,
     "the bus does not take an event, or loses what it took before it is stored"},
    {hazard::service_repeats, "service_repeats", 10 * percent,
     "a service repeats a command that has been answered"},
    {hazard::service_changes_body, "service_changes_body", 3 * percent,
     "a service uses a number again with another body"},
    {hazard::service_reuses_id, "service_reuses_id", 2 * percent,
     "a service uses a command id again for something else"},
    {hazard::services_share_id, "services_share_id", percent,
     "two services use the same command id at the same moment"},
    {hazard::merchants_share_id, "merchants_share_id", 2 * percent,
     "a merchant uses a command id that another merchant has used"},
    {hazard::stranger_asks, "stranger_asks", 2 * percent,
     "somebody without the merchant's key asks, under a command id that is taken"},
    {hazard::service_stampedes, "service_stampedes", percent,
     "a service sends the same command many times at once"},
    {hazard::service_revokes, "service_revokes", 8 * percent, "a service revokes an order"},
    {hazard::service_refunds, "service_refunds", 15 * percent, "a service refunds a paid order"},
    {hazard::service_refunds_too_much, "service_refunds_too_much", 20 * percent,
     "a service refunds more than is left"},
    {hazard::service_asks_for_nothing, "service_asks_for_nothing", percent,
     "a service asks for an order or refund that does not exist"},
    {hazard::operator_resolves, "operator_resolves", 50 * percent,
     "a person resolves an order that needs one, as the channel's books say"},
    {hazard::crash, "crash", 1'500, "the process dies between two steps"},
    {hazard::crash_while_starting, "crash_while_starting", 20 * percent,
     "the process dies again while it starts"},
    {hazard::write_fails, "write_fails", 2'000, "a write of the log fails, and nothing is written"},
    {hazard::write_unknown, "write_unknown", 2'000, "a write of the log fails, and all is written"},
    {hazard::write_torn, "write_torn", 2'000, "a write of the log fails, and a part is written"},
    {hazard::disk_nearly_full, "disk_nearly_full", 500, "the disk is nearly full for a while"},
    {hazard::order_throws, "order_throws", 1'000, "an order's actor throws an exception"},
    {hazard::clock_jumps, "clock_jumps", 2'000, "the machine's clock is set, ahead or back"},
    {hazard::clock_wrong_at_start, "clock_wrong_at_start", 20 * percent,
     "the machine's clock is an hour behind when the process starts"},
    {hazard::machine_pauses, "machine_pauses", 300, "the process stands still for seconds"},
}};

static_assert(is_indexed_by(hazards, &hazard_row::what), "every hazard has a row, in order");
static_assert(has_each_once(hazards, &hazard_row::name), "no two hazards share a name");

std::string_view name_of(hazard h) noexcept { return hazards[static_cast<std::size_t>(h)].name; }

std::optional<hazard> hazard_from_name(std::string_view name) noexcept {
  for (const auto& row : hazards)
    if (row.name == name) return row.what;
  return std::nullopt;
}

}  // namespace sluice::sim
