#include "sim/judges/book_judge.hpp"

#include <algorithm>

#include "base/overloaded.hpp"
#include "sim/judges/payer_wallet.hpp"
#include "sim/judges/view_text.hpp"

namespace sluice::sim {
namespace {

template <class T>
bool holds(const std::vector<T>& all, const T& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

/// In any order, each once, and at least one: which of them and who is first is the engine's to
/// say.
bool is_taken_from(const std::vector<channel_id>& all, std::vector<channel_id> route) {
  std::sort(route.begin(), route.end());
  const bool each_once = std::adjacent_find(route.begin(), route.end()) == route.end();
  return !route.empty() && each_once &&
         std::all_of(route.begin(), route.end(), [&](const channel_id& c) {
           return std::find(all.begin(), all.end(), c) != all.end();
         });
}

}  // namespace

refund_view* book_judge::page::refund_of(const refund_no& n) {
  for (auto& r : as_seen.refunds)
    if (r.refund_no == n.value()) return &r;
  return nullptr;
}

const create_order* book_judge::page::wish() const {
  const auto it = std::find_if(
      wishes.begin(), wishes.end(), [&](const create_order& w) { return w.body == body; });
  return it == wishes.end() ? nullptr : &*it;
}

// -- what comes in --------------------------------------------------------------------------

void book_judge::asked(const request& r) {
  if (const auto* no = std::get_if<revoke_order>(&r.ask)) pages_[no->order].asked_to_revoke = true;
  const auto* wish = std::get_if<create_order>(&r.ask);
  if (wish == nullptr) return;
  auto& p = pages_[wish->order];
  p.id = wish->order;
  const bool known = std::any_of(p.wishes.begin(), p.wishes.end(), [&](const create_order& w) {
    return w.body == wish->body;
  });
  if (!known) p.wishes.push_back(*wish);
}

void book_judge::told(const channel_call& call, const channel_answer& answer) {
  if (const auto* r = std::get_if<order::attempt_report>(&answer);
      r && r->found == order::finding::paid)
    said_paid_[call.key.value()].push_back({r->from, r->channel_reference, r->told});
  if (const auto* r = std::get_if<order::attempt_report>(&answer); r && r->action)
    said_to_do_.insert_or_assign(call.key.value(), r->action->content);
  if (const auto* r = std::get_if<order::refund_report>(&answer);
      r && r->found == order::refund_finding::done)
    said_refunded_[call.refund_key.value()].push_back(
        {order::source::query_answer, r->channel_reference, r->told});
}

void book_judge::told(const channel_notification& notice) {
  if (notice.found == order::finding::paid)
    said_paid_[notice.key.value()].push_back(
        {order::source::notification, notice.channel_reference, notice.told});
}

// -- what is written ----------------------------------------------------------------------------

void book_judge::durable(const order_id& id, const order::event& e, instant at,
                         store::sequence position) {
  auto& p = pages_[id];
  p.id = id;
  write(p, e, at);
  p.as_seen.updated_at = at;
  p.as_seen.sequence = position;
}

void book_judge::write(page& p, const order::event& e, instant at) {
  auto& v = p.as_seen;
  const auto says = [&](attempt_no n, const std::string& code) {
    attempt_of(p, n).as_seen.code = code;
  };
  const auto ends = [&](attempt_no n, std::string_view outcome) {
    attempt_of(p, n).as_seen.outcome = outcome;
  };
  std::visit(
      overloaded{
          [&](const order::order_accepted& x) {
            accept(p, x);
            v.accepted_at = at;
          },
          [&](const order::route_renewed& x) { judge_route(p, x.route); },
          [&](const order::attempt_started& x) { begin(p, x.attempt, x.channel, x.key, at); },
          [&](const order::payer_asked& x) {
            says(x.attempt, x.code);
            judge_action(p, x);
            p.waits_for_code = x.action && x.action->kind == payer_action_kind::enter_code;
          },
          [&](const order::attempt_in_doubt& x) { says(x.attempt, x.code); },
          [&](const order::attempt_succeeded& x) {
            believe(p, x.attempt, {x.from, x.channel_reference, x.told});
            succeed(p, x.attempt);
            attempt_of(p, x.attempt).paid_at = at;
            attempt_of(p, x.attempt).as_seen.channel_reference = x.channel_reference;
          },
          [&](const order::attempt_failed& x) {
            ends(x.attempt, "not_paid");
            says(x.attempt, x.code);
          },
          [&](const order::order_paid&) { p.has_ended = true; },
          [&](const order::order_failed& x) {
            p.has_ended = true;
            if (p.attempts.empty()) p.as_seen.code = x.code;  // nobody was asked
          },
          [&](const order::revoke_requested& x) {
            if (x.method == order::revoke_method::refund && p.taken_back_since != instant{}) return;
            p.taken_back_since = at;
            const auto since = std::max(p.attempts.back().started, p.charged_since);
            const bool by_itself = p.ends_by_itself || (p.waits_for_code && p.has_limit);
            if (x.reason == order::revoke_reason::payer_too_late && !by_itself &&
                at < since + timing_of(p).revoke_from)
              wrong(p, "is taken back before the payer's time is over", promise::everything_ends);
          },
          [&](const order::late_payment_found& x) {
            if (x.from == order::source::person) return;  // judged by the history judge
            believe(p, x.attempt, {x.from, x.channel_reference, x.told});
            attempt_of(p, x.attempt).as_seen.channel_reference = x.channel_reference;
          },
          [](const order::revoke_answered&) {},
          [&](const order::order_revoked& x) {
            ends(x.attempt, "revoked");
            p.has_ended = true;
          },
          [&](const order::result_conflicted&) { ++v.conflicts; },
          [&](const order::refund_requested& x) {
            judge_window(p, x, at);
            judge_release(p, x, at);
            v.refunds.push_back(
                {.order = p.id,
                 .refund_no = x.refund.value(),
                 .state = "processing",
                 .purpose = std::string(name_of(x.purpose)),
                 .code = {},
                 .amount = x.amount,
                 .requested_at = at});
            p.refund_keys.emplace(x.refund.value(), x.key.value());
          },
          [&](const order::refund_in_doubt& x) {
            if (auto* r = p.refund_of(x.refund)) r->code = x.code;
          },
          [&](const order::refund_succeeded& x) {
            end_refund(p, x.refund, "done");
            const word written{order::source::query_answer, x.channel_reference, x.told};
            if (!contains(said_refunded_, p.refund_keys[x.refund.value()], written))
              wrong(p, "a refund is written otherwise than it was told");
          },
          [&](const order::refund_failed& x) {
            end_refund(p, x.refund, "failed");
            if (auto* r = p.refund_of(x.refund)) r->code = x.code;
          },
          [&](const order::operator_needed& x) { hand_over(p, x, at); },
          [&](const order::order_resolved& x) { resolve(p, x, at); },
          [&](const order::risk_judged& x) { v.risk = name_of(x.verdict); },
          [&](const order::code_given&) {
            p.charged_since = at;
            p.waits_for_code = false;
          },
          [](const order::code_tried&) {},
          [](const order::code_judged&) {},
          [](const order::order_authorized&) {},
          [&](const order::refund_sent_on& x) {
            if (auto* r = p.refund_of(x.refund)) r->state = "processing";
          },
          [&](const order::capture_requested& x) {
            begin(p, x.attempt, channel_id{p.as_seen.channel}, x.key, at);
            p.attempts.back().takes_minor = x.amount.minor_units;
          },
      },
      e);
}

void book_judge::accept(page& p, const order::order_accepted& e) {
  p.as_seen.order = p.id;
  p.as_seen.type = e.type;
  p.as_seen.amount = e.amount;
  p.as_seen.description = e.description.shown();
  p.as_seen.masked_code = e.masked_code;
  p.body = e.body;
  p.has_limit = e.not_after.has_value();
  p.ends_by_itself = policy_of(e.type).asks_payer && e.not_after;
  const auto* wish = p.wish();
  if (e.order != p.id || wish == nullptr)
    return wrong(p, "is accepted, and nobody asked for it", promise::books_agree);
  if (wish->amount != e.amount || wish->type != e.type || wish->description != e.description ||
      wish->payment_code.masked() != e.masked_code ||
      // An agreement is at one channel and no other.
      (wish->channel || wish->agreement) != e.names_channel ||
      wish->agreement.value_or(agreement_no{}) != e.agreement || wish->is_shadow != e.is_shadow)
    wrong(p, "is accepted otherwise than it was asked for", promise::books_agree);
  judge_route(p, e.route);
}

/// Whoever has the content can pay: it is this attempt's, and is told in no other order's.
void book_judge::judge_action(const page& p, const order::payer_asked& e) {
  const auto said = said_to_do_.find(p.attempts.at(e.attempt.value() - 1U).as_seen.key);
  if (e.action && (said == said_to_do_.end() || e.action->content != said->second))
    wrong(p, "the payer is asked to do what no channel said", promise::books_agree);
}

void book_judge::judge_route(const page& p, const std::vector<channel_id>& route) {
  const auto* wish = p.wish();
  const auto lists = of_settings_->channels_of(p.id.merchant);
  const bool is_right = wish != nullptr && std::any_of(lists.begin(), lists.end(), [&](auto& may) {
                          return is_taken_from(route_for(*wish, may), route);
                        });
  if (!is_right) wrong(p, "gets other channels than it may have");
}

void book_judge::begin(page& p, attempt_no n, const channel_id& channel, const channel_key& key,
                       instant at) {
  p.attempts.push_back(
      {.as_seen = {.number = n.value(),
                   .channel = channel.value(),
                   .key = key.value(),
                   .outcome = "open",
                   .code = {},
                   .channel_reference = {}},
       .started = at});
  p.as_seen.channel = channel.value();
}

/// Of a preauthorization the first success only holds the money, and what a capture takes is the
/// capture's.
void book_judge::succeed(page& p, attempt_no n, std::optional<std::int64_t> amount_minor) {
  auto& a = attempt_of(p, n);
  const bool holds = policy_of(p.as_seen.type).captured_later && !a.takes_minor;
  a.as_seen.outcome = holds ? "authorized" : "paid";
  if (!a.takes_minor) return;
  p.as_seen.captured_minor = amount_minor.value_or(*a.takes_minor);
  for (auto& other : p.attempts)
    if (other.as_seen.outcome == "authorized") other.as_seen.outcome = "captured";
}

/// Nobody's money is let go for nothing: somebody asked for it, or its time is over.
void book_judge::judge_release(const page& p, const order::refund_requested& e, instant at) {
  if (e.purpose != order::refund_purpose::release || p.asked_to_revoke) return;
  const auto end = timing_of(p).windows.capture.end(p.attempts.at(e.attempt.value() - 1U).paid_at);
  if (!end || at < *end)
    wrong(p, "what is held is let go before its time", promise::everything_ends);
}

void book_judge::judge_window(page& p, const order::refund_requested& e, instant at) {
  if (e.purpose != order::refund_purpose::merchant) return;
  constexpr millis between_word_and_log{60'000};
  const auto end = timing_of(p).windows.refund.end(attempt_of(p, e.attempt).paid_at);
  if (end && at > *end + between_word_and_log)
    wrong(p, "is refunded long after the channel's window", promise::limits_hold);
}

void book_judge::hand_over(page& p, const order::operator_needed& e, instant at) {
  const auto early = [&](instant since, millis patience) {
    if (at < since + patience)
      wrong(p, "is given to a person before its time: " + e.reason, promise::everything_ends);
  };
  if (auto* r = p.refund_of(e.refund)) {
    r->state = "needs_operator";
    if (e.reason == "refund_not_resolved") early(r->requested_at, timing_of(p).refund_give_up);
    return;
  }
  if (e.reason == "doubt_not_resolved")
    early(p.attempts.back().started, timing_of(p).doubt_give_up);
  if (e.reason == "revoke_kept_failing" || e.reason == "not_settled_in_time")
    early(p.taken_back_since, timing_of(p).revoke_give_up);
}

void book_judge::resolve(page& p, const order::order_resolved& e, instant at) {
  if (!e.refund.value().empty())
    return end_refund(
        p, e.refund, e.verdict == order::resolution::refunded ? "done" : "failed", e.held);
  // What has ended, and attempts before the last, change no more: only their money's place does.
  if (p.has_ended || e.attempt.value() != p.attempts.size()) return;
  auto& last = p.attempts.back();
  if (e.verdict == order::resolution::failed) last.as_seen.outcome = "not_paid";
  if (e.verdict == order::resolution::revoked) last.as_seen.outcome = "revoked";
  if (e.verdict == order::resolution::paid) {
    succeed(p, e.attempt, e.held ? std::optional(e.held->minor_units) : std::nullopt);
    last.paid_at = at;
  }
  const bool goes_on = last.as_seen.outcome == "authorized" ||
                       (last.takes_minor && e.verdict != order::resolution::paid);
  p.has_ended = !goes_on;
}

void book_judge::end_refund(page& p, const refund_no& n, std::string_view state,
                            const std::optional<money>& moved) {
  auto* r = p.refund_of(n);
  if (r == nullptr) return;
  r->state = state;
  if (state == "done" && r->purpose == "merchant")
    p.as_seen.refunded_minor += moved.value_or(r->amount).minor_units;
}

/// Success is written as the channel told it: by whom, and under which reference.
bool book_judge::contains(const words& all, const std::string& number, const word& one) {
  const auto said = all.find(number);
  return said != all.end() && std::ranges::find(said->second, one) != said->second.end();
}

void book_judge::believe(const page& p, attempt_no n, const word& written) {
  if (!contains(said_paid_, p.attempts.at(n.value() - 1U).as_seen.key, written))
    wrong(p, "a payment is written otherwise than it was told", promise::books_agree);
}

// -- routing, once more -------------------------------------------------------------------------

bool book_judge::has_real(const std::vector<std::string>& may) const {
  return std::any_of(settings_->channels.begin(), settings_->channels.end(), [&](const auto& c) {
    return !c.is_simulated && std::find(may.begin(), may.end(), c.id.value()) != may.end();
  });
}

std::vector<channel_id> book_judge::route_for(const create_order& wish,
                                              const std::vector<std::string>& may) const {
  std::vector<channel_id> out;
  for (const auto& name : may)
    for (const auto& c : settings_->channels) {
      if (c.id.value() != name || (wish.channel && *wish.channel != c.id)) continue;
      if (wish.is_shadow != c.is_simulated && (wish.is_shadow || has_real(may))) continue;
      if (!holds(c.business_types, wish.type) || !holds(c.currencies, wish.amount.unit)) continue;
      const bool by_code = wish.type == business_type::payment_code;
      if (by_code && c.reaches != wallet_by_prefix(wish.payment_code.masked())) continue;
      out.push_back(c.id);
    }
  return out;
}

const attempt_timing& book_judge::timing_of(const page& p) const {
  const auto c =
      std::find_if(settings_->channels.begin(), settings_->channels.end(),
                   [&](const channel_settings& x) { return x.id.value() == p.as_seen.channel; });
  return c->timing.at(p.as_seen.type);
}

// -- what is answered ----------------------------------------------------------------------------

void book_judge::answered(const order_view& v) {
  const auto it = pages_.find(v.order);
  if (it == pages_.end() || it->second.as_seen.sequence != v.sequence) return;
  auto expected = it->second.as_seen;
  // Judged by the reply judge, and by none of these books.
  expected.state = v.state;
  expected.detail = v.detail;
  for (const auto& a : it->second.attempts) expected.attempts.push_back(a.as_seen);
  if (!expected.attempts.empty()) expected.code = expected.attempts.back().code;
  if (text_of(expected) != text_of(v))
    wrong(it->second, "answered " + text_of(v) + ", the book says " + text_of(expected));
}

void book_judge::answered(const refund_view& v) {
  const auto it = pages_.find(v.order);
  if (it == pages_.end() || it->second.as_seen.sequence != v.sequence) return;
  const auto* r = it->second.refund_of(refund_no{v.refund_no});
  if (r == nullptr || text_of(*r) != text_of(v))
    wrong(it->second, "answered a refund as " + text_of(v) + ", the book says otherwise");
}

void book_judge::wrong(const page& p, std::string_view what, promise kept) {
  verdict_->guilty(kept, to_string(p.id) + ": " + std::string(what));
}

}  // namespace sluice::sim
