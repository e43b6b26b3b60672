#include "audit/verify.hpp"

#include <algorithm>
#include <memory>
#include <set>
#include <unordered_map>

#include "audit/books_check.hpp"
#include "audit/order_history.hpp"
#include "base/overloaded.hpp"
#include "domain/agreement/state.hpp"
#include "domain/webhook/fate.hpp"
#include "events/codec.hpp"
#include "events/event_type.hpp"
#include "events/proposal_text.hpp"
#include "events/stream_name.hpp"
#include "store/key_layout.hpp"
#include "store/readability.hpp"

namespace sluice {
namespace {

/// What is remembered of a stream while more of it may come.
struct stream_watch {
  store::sequence last = 0;
  store::stream_sequence position = 0;
  std::int64_t time_ms = 0;
  std::unique_ptr<order_history> order{};  ///< nothing: another's stream
  bool is_proposal_open = false;
  std::unique_ptr<agreement::state> agreement{};  ///< nothing: another's stream
  std::unique_ptr<webhook::fate> endpoint{};  ///< nothing: another's stream
  bool believable = true;  ///< false after a fault: what follows from the state is not reported too
};

bool somebody_must_act(const stream_watch& w) {
  return w.order ? !is_closed(w.order->state())
                 : w.is_proposal_open || (w.agreement && is_under_way(*w.agreement));
}

class log_walk {
 public:
  explicit log_walk(const store::event_log& log) : log_(log), books_(log) {}

  audit_result run();

 private:
  void report(store::sequence at, std::string_view stream, audit_rule rule, std::string what);
  void visit(const store::record& r);
  stream_watch& watch_of(const store::record& r);
  void check_envelope(const store::record& r, const stream_watch& w);
  void check_event(const store::record& r, stream_watch& w);
  [[nodiscard]] bool stands_in_its_stream(const store::record& r, const any_event& event);
  void check_agreement_event(const store::record& r, stream_watch& w,
                             const agreement::event& event);
  void check_webhook_event(const store::record& r, stream_watch& w, const webhook::event& event);
  void check_order_event(const store::record& r, stream_watch& w, const order::event& event);
  void check_books(const store::record& r, const stream_watch& w, const any_event& event);
  void check_channel_key(const store::record& r, const channel_key& key);
  void forget_if_ended(const store::record& r, const stream_watch& w);
  void check_rest(std::string_view stream, const stream_watch& w);
  void check_stream_heads();
  void check_open_streams();
  void check_log_head();
  void check_incarnations();
  void count(const stream_watch& w);

  const store::event_log& log_;
  audit_result result_;
  std::unordered_map<std::string, stream_watch> streams_;
  store::sequence last_ = 0;
  std::uint32_t epoch_ = 0;
  store::digest chain_{};
  books_check books_;
  bool books_can_follow_ = true;  ///< until something is wrong: what comes then would be a guess
};

void log_walk::report(store::sequence at, std::string_view stream, audit_rule rule,
                      std::string what) {
  ++result_.problems_found;
  if (at != 0 && (result_.first_bad == 0 || at < result_.first_bad)) result_.first_bad = at;
  if (result_.problems.size() < most_problems_listed)
    result_.problems.push_back({at, std::string(stream), {rule, std::move(what)}});
}

// -- each record ----------------------------------------------------------------------

stream_watch& log_walk::watch_of(const store::record& r) {
  const auto [found, is_new] = streams_.try_emplace(r.stream);
  if (is_new && r.stream.starts_with("order/"))
    found->second.order = std::make_unique<order_history>();
  return found->second;
}

void log_walk::check_envelope(const store::record& r, const stream_watch& w) {
  if (r.position != last_ + 1)
    report(r.position, r.stream, audit_rule::sequence, "follows sequence " + std::to_string(last_));
  if (r.epoch < epoch_)
    report(r.position, r.stream, audit_rule::epoch,
           "epoch " + std::to_string(r.epoch) + " after epoch " + std::to_string(epoch_));
  if (r.stream_position != w.position + 1 || r.previous_in_stream != w.last)
    report(r.position, r.stream, audit_rule::position,
           "position " + std::to_string(r.stream_position) + " after sequence " +
               std::to_string(r.previous_in_stream) + "; expected position " +
               std::to_string(w.position + 1) + " after sequence " + std::to_string(w.last));
  if (w.position != 0 && r.time_ms < w.time_ms)
    report(r.position, r.stream, audit_rule::time,
           std::to_string(w.time_ms - r.time_ms) + " ms before the event it follows");
}

bool log_walk::stands_in_its_stream(const store::record& r, const any_event& event) {
  const auto owner = owner_of_stream(r.stream);
  const bool fits =
      owner &&
      std::visit(
          overloaded{
              [&](const order::event& e) {
                const auto* accepted = std::get_if<order::order_accepted>(&e);
                const auto* order = std::get_if<order_id>(&*owner);
                return order != nullptr && (accepted == nullptr || accepted->order == *order);
              },
              [&](const channel::event& any) {
                return std::visit(
                    [&](const auto& e) { return *owner == stream_owner{e.channel}; }, any);
              },
              [&](const approval::event& e) {
                const auto* proposal = std::get_if<proposal_id>(&*owner);
                const auto* proposed = std::get_if<approval::proposed>(&e);
                return proposal != nullptr &&
                       (proposed == nullptr || id_of(*proposed) == *proposal);
              },
              [&](const merchant::event& any) {
                return std::visit(
                    [&](const auto& e) { return *owner == stream_owner{e.merchant}; }, any);
              },
              [&](const access::event&) { return *owner == stream_owner{access_register{}}; },
              [&](const routing::event&) { return *owner == stream_owner{routing_rules{}}; },
              [&](const degradation::event&) { return *owner == stream_owner{engine_level{}}; },
              [&](const agreement::event&) { return std::holds_alternative<agreement_id>(*owner); },
              [&](const alarm::event&) { return *owner == stream_owner{all_alarms{}}; },
              [&](const contract::event&) { return *owner == stream_owner{all_contracts{}}; },
              [&](const balance::event&) { return std::holds_alternative<balance_of>(*owner); },
              [&](const webhook::event&) {
                return std::holds_alternative<webhook::endpoint_id>(*owner);
              },
              [&](const reconciliation::event&) {
                return std::holds_alternative<reconciliation_of>(*owner);
              },
          },
          event);
  if (!fits)
    report(r.position, r.stream, audit_rule::stream, "the event does not belong to this stream");
  return fits;
}

void log_walk::check_channel_key(const store::record& r, const channel_key& key) {
  const auto stream = log_.find_entry(store::entry_kind::channel_key, key.value());
  if (stream == r.stream) return;
  report(r.position, r.stream, audit_rule::key_at_channel,
         key.value() + (stream ? " leads to " + *stream : " leads nowhere"));
}

void log_walk::check_order_event(const store::record& r, stream_watch& w,
                                 const order::event& event) {
  if (const auto fault = w.order->take(event, time_of(r))) {
    report(r.position, r.stream, fault->rule, fault->what);
    w.believable = false;
    return;
  }
  if (const auto* started = std::get_if<order::attempt_started>(&event))
    check_channel_key(r, started->key);
  if (const auto* capture = std::get_if<order::capture_requested>(&event))
    check_channel_key(r, capture->key);
  if (const auto* refund = std::get_if<order::refund_requested>(&event))
    check_channel_key(r, refund->key);
}

void log_walk::check_books(const store::record& r, const stream_watch& w, const any_event& event) {
  if (!w.believable) books_can_follow_ = false;
  if (!books_can_follow_) return;
  if (auto fault = books_.take(r, event)) {
    report(r.position, r.stream, audit_rule::books, *std::move(fault));
    books_can_follow_ = false;
  }
}

void log_walk::check_agreement_event(const store::record& r, stream_watch& w,
                                     const agreement::event& event) {
  if (!w.agreement) w.agreement = std::make_unique<agreement::state>();
  if (!may_follow(*w.agreement, event)) {
    report(r.position, r.stream, audit_rule::transition,
           std::string(name_of(type_of(event))) + " cannot follow while it is " +
               std::string(name_of(w.agreement->stage)));
    w.believable = false;
    return;
  }
  apply(*w.agreement, event, time_of(r));
  if (const auto* asked = std::get_if<agreement::requested>(&event))
    check_channel_key(r, asked->key);
}

void log_walk::check_webhook_event(const store::record& r, stream_watch& w,
                                   const webhook::event& event) {
  if (!w.endpoint) w.endpoint = std::make_unique<webhook::fate>();
  if (!may_follow(*w.endpoint, event))
    report(r.position, r.stream, audit_rule::transition,
           std::string(name_of(type_of(event))) + " cannot follow on what the endpoint had become");
  apply(*w.endpoint, event, time_of(r));
}

void log_walk::check_event(const store::record& r, stream_watch& w) {
  const auto result = decode(r);
  if (const auto* problem = std::get_if<undecodable>(&result)) {
    report(r.position, r.stream, audit_rule::decoding, problem->message);
    w.believable = false;
    return;
  }
  const auto& content = std::get<decoded>(result);
  if (!stands_in_its_stream(r, content.event)) {
    w.believable = false;
    return;
  }
  const auto* event = std::get_if<order::event>(&content.event);
  if (event != nullptr && w.believable) check_order_event(r, w, *event);
  check_books(r, w, content.event);
  if (const auto* e = std::get_if<agreement::event>(&content.event); e != nullptr && w.believable)
    check_agreement_event(r, w, *e);
  if (const auto* e = std::get_if<webhook::event>(&content.event)) check_webhook_event(r, w, *e);
  if (const auto* e = std::get_if<approval::event>(&content.event))
    w.is_proposal_open = std::holds_alternative<approval::proposed>(*e) ||
                         std::holds_alternative<approval::confirmed>(*e);
}

void log_walk::visit(const store::record& r) {
  ++result_.events;
  auto& w = watch_of(r);
  const auto before = result_.problems_found;
  check_envelope(r, w);
  // A stream with a hole is not replayed on: its state would be a guess.
  if (result_.problems_found != before) w.believable = false;
  w.last = r.position;
  w.position = r.stream_position;
  w.time_ms = r.time_ms;
  last_ = r.position;
  epoch_ = r.epoch;
  chain_ = r.chain;
  check_event(r, w);
  forget_if_ended(r, w);
}

// -- streams at rest --------------------------------------------------------------------

void log_walk::count(const stream_watch& w) {
  if (!w.order) return;
  ++result_.orders;
  ++result_.orders_by_state[w.believable ? std::string(name_of(w.order->state().now)) : "unknown"];
  if (!is_closed(w.order->state())) ++result_.open_orders;
}

void log_walk::check_rest(std::string_view stream, const stream_watch& w) {
  count(w);
  if (!w.order || !w.believable) return;
  if (const auto fault = w.order->at_rest()) report(w.last, stream, fault->rule, fault->what);
}

/// A closed order whose head says that nothing follows takes no memory any more.
void log_walk::forget_if_ended(const store::record& r, const stream_watch& w) {
  if (!w.order || !w.believable || !is_closed(w.order->state())) return;
  const auto head = log_.head_of(r.stream);
  if (!head || head->last != r.position || head->position != r.stream_position || head->open)
    return;
  check_rest(r.stream, w);
  streams_.erase(r.stream);
}

void log_walk::check_stream_heads() {
  for (const auto& [stream, w] : streams_) {
    check_rest(stream, w);
    const auto head = log_.head_of(stream);
    if (!head) {
      report(w.last, stream, audit_rule::index, "the stream has no head");
      continue;
    }
    if (head->last != w.last || head->position != w.position)
      report(w.last, stream, audit_rule::index,
             "the head says sequence " + std::to_string(head->last) + ", position " +
                 std::to_string(head->position) + "; the events end at " + std::to_string(w.last) +
                 ", " + std::to_string(w.position));
    if (!w.believable) continue;
    const bool open = somebody_must_act(w);
    if (head->open != open)
      report(w.last, stream, audit_rule::index,
             open ? "the head says closed; somebody still has to act"
                  : "the head says open; nothing is left to do");
  }
}

void log_walk::check_open_streams() {
  std::set<std::string, std::less<>> listed;
  log_.open_streams([&](std::string_view stream) {
    listed.emplace(stream);
    const auto found = streams_.find(std::string(stream));
    if (found == streams_.end())
      report(0, stream, audit_rule::index, "listed as open; it has ended or never began");
    else if (found->second.believable && !somebody_must_act(found->second))
      report(
          found->second.last, stream, audit_rule::index, "listed as open; nothing is left to do");
    return true;
  });
  for (const auto& [stream, w] : streams_)
    if (w.order && w.believable && !is_closed(w.order->state()) && !listed.contains(stream))
      report(w.last, stream, audit_rule::index,
             "not listed as open; nobody would ever act on it again");
}

void log_walk::check_log_head() {
  result_.head = log_.current_head();
  if (result_.head.position != last_)
    report(last_, "", audit_rule::head,
           "the head says sequence " + std::to_string(result_.head.position) +
               "; the log ends at " + std::to_string(last_));
  else if (last_ != 0 && result_.head.chain != chain_)
    report(last_, "", audit_rule::head, "the head's chain hash is not that of the last record");
}

void log_walk::check_incarnations() {
  const auto& last = result_.log.incarnations.back();
  if (last.from > last_ + 1)
    report(last_, "", audit_rule::incarnation,
           "incarnation " + std::to_string(last.number) + " begins at sequence " +
               std::to_string(last.from) + "; the log ends at " + std::to_string(last_));
}

audit_result log_walk::run() {
  result_.log = store::history_of(log_);
  const auto damage = log_.read_all(1, [this](const store::record& r) {
    visit(r);
    return true;
  });
  if (damage && (damage->at == 0 || store::is_unreadable(log_, *damage))) {
    result_.unreadable = damage->what;
    if (result_.first_bad == 0) result_.first_bad = damage->at;
    return std::move(result_);
  }
  if (damage) {
    // What lies behind the damage is not known, so nothing is said about where streams end.
    report(damage->at, "", audit_rule::chain, damage->what);
    return std::move(result_);
  }
  check_log_head();
  check_incarnations();
  check_stream_heads();
  check_open_streams();
  return std::move(result_);
}

}  // namespace

audit_result verify(const store::event_log& log) {
  try {
    return log_walk(log).run();
  } catch (const store::read_failed& e) {
    audit_result nothing_to_say;
    nothing_to_say.unreadable = e.what();
    return nothing_to_say;
  }
}

}  // namespace sluice
