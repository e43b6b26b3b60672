// evolve_table.txt says what each event changes in an order; this compares the two, fact by fact.

#include <fstream>
#include <map>
#include <sstream>

#include "base/overloaded.hpp"
#include "source_tree.hpp"
#include "tests/catch.hpp"
#include "tests/domain/order/story.hpp"

namespace sluice::test {

using namespace std::chrono_literals;

namespace {

using facts = std::map<std::string, std::string>;

std::string text(instant t) {
  if (t == instant{}) return {};
  const auto since = t - morning;
  return since % 1s == 0s ? std::to_string(since / 1s) + "s" : std::to_string(since / 1ms) + "ms";
}
std::string text(const std::optional<instant>& t) { return t ? text(*t) : ""; }
std::string text(const std::optional<money>& m) { return m ? to_string(*m) : ""; }
std::string text(bool yes) { return yes ? "yes" : ""; }
std::string text(const std::optional<order::order_resolved>& r) {
  return r ? std::string(name_of(r->verdict)) + " by " + r->operator_name : "";
}

std::string_view name_of(order::attempt::outcome o) {
  constexpr std::array names{"open", "paid", "not_paid", "revoked", "authorized", "captured"};
  return names.at(static_cast<std::size_t>(o));
}

void add_phase(facts& all, const order::phase& now) {
  all["phase"] = sluice::order::name_of(now);
  std::visit(
      overloaded{
          [&](const order::in_doubt& p) { all["suspected"] = text(p.suspected_failure); },
          [&](const order::revoking& p) {
            all["since"] = text(p.since);
            all["why"] = std::to_string(static_cast<int>(p.reason));
            all["method"] = sluice::order::name_of(p.method);
            all["answered"] = text(p.answered);
            all["paid_late"] = text(p.paid_late);
            all["returned"] = sluice::order::name_of(p.money_returned);
            all["suspected"] = text(p.suspected_failure);
          },
          [&](const order::failed& p) { all["code"] = p.code; },
          [&](const order::revoked& p) {
            all["returned"] = sluice::order::name_of(p.money_returned);
          },
          [&](const order::needs_operator& p) {
            all["reason"] = p.reason;
            all["taking_back"] = text(p.taking_back);
            all["paid_late"] = text(p.paid_late);
            all["since"] = text(p.since);
          },
          [](const auto&) {},
      },
      now);
}

void add_attempt(facts& all, const order::attempt& a) {
  const auto n = "attempt " + std::to_string(a.number.value()) + ' ';
  all[n + "channel"] = a.channel.value();
  all[n + "key"] = a.key.value();
  all[n + "started"] = text(a.started);
  all[n + "to hold"] = to_string(a.asked);
  all[n + "taken from"] = a.is_capture() ? std::to_string(a.taken_from.value()) : "";
  all[n + "code"] = a.code;
  all[n + "action"] = a.action ? std::string(name_of(a.action->kind)) : "";
  all[n + "codes"] = a.codes == 0 ? "" : std::to_string(a.codes);
  all[n + "confirmed"] = text(a.confirmed);
  all[n + "reference"] = a.channel_reference;
  all[n + "result"] = name_of(a.result);
  all[n + "held"] = text(a.held);
  all[n + "paid_at"] = text(a.paid_at);
  all[n + "asks"] = a.asks == order::money_question::none ? "" : sluice::order::name_of(a.asks);
  all[n + "asked"] = text(a.asked_since);
  all[n + "denied"] = text(a.denied);
  all[n + "contradicted"] = text(a.contradicted);
}

void add_refund(facts& all, const order::refund& r) {
  const auto n = "refund " + r.number.value() + ' ';
  all[n + "of"] = std::to_string(r.attempt.value());
  all[n + "amount"] = to_string(r.amount);
  all[n + "body"] = std::to_string(r.body[0]);
  all[n + "key"] = r.key.value();
  all[n + "purpose"] = sluice::order::name_of(r.purpose);
  all[n + "requested"] = text(r.requested);
  all[n + "state"] = sluice::order::name_of(r.state);
  all[n + "code"] = r.code;
  all[n + "reference"] = r.channel_reference;
  all[n + "moved"] = text(r.moved);
  all[n + "reason"] = r.reason;
  all[n + "handed_over"] = text(r.handed_over);
  all[n + "resolved"] = text(r.resolved);
  all[n + "sent_on"] = r.sent_on ? std::string(sluice::order::name_of(r.sent_on->verdict)) : "";
  all[n + "sent_on_at"] = text(r.sent_on_at);
}

facts facts_of(const order::state& o) {
  facts all{
      {"id", to_string(o.id)},
      {"type", std::string(name_of(o.type))},
      {"amount", to_string(o.amount)},
      {"masked_code", o.masked_code},
      {"description", o.description.shown()},
      {"body", std::to_string(o.body[0])},
      {"names_channel", text(o.names_channel)},
      {"is_shadow", text(o.is_shadow)},
      {"not_after", text(o.not_after)},
      {"conflicts", std::to_string(o.conflicts)},
      {"resolved", text(o.resolved)},
      {"accepted", text(o.accepted_at)}};
  for (const auto& c : o.route) all["route"] += '>' + c.value();
  add_phase(all, o.now);
  for (const auto& a : o.attempts) add_attempt(all, a);
  for (const auto& r : o.refunds) add_refund(all, r);
  return all;
}

/// "paid, attempt 1 held 12.50 CNY"; a fact that is gone is "-".
std::string changes(const facts& before, const facts& after) {
  std::string out;
  const auto add = [&](const std::string& name, const std::string& value) {
    out += (out.empty() ? "" : ", ") + name + ' ' + (value.empty() ? "-" : value);
  };
  for (const auto& [name, value] : after) {
    const auto known = before.find(name);
    const auto was = known == before.end() ? std::string{} : known->second;
    if (value != was) add(name, value);
  }
  for (const auto& [name, value] : before)
    if (!value.empty() && !after.contains(name)) add(name, "");
  return out;
}

// -- what happens, and where -----------------------------------------------------------------

constexpr attempt_no first{1};
const money less{99, price.unit};
const channel_key key{"KEY"};

order::result_conflicted conflict_of(order::finding found, const char* detail,
                                     std::optional<order::money_question> asks) {
  return {first, order::source::query_answer, found, "CODE", detail, asks};
}

order::order_resolved by_person(order::resolution r, attempt_no about, std::optional<money> held,
                                const char* of_refund = "") {
  return {r, "li.wei", "seen", refund_no{of_refund}, about, held};
}

const std::map<std::string, order::event>& happenings() {
  static const refund_no r1{"R1"}, late{"late.1"};
  using question = order::money_question;
  static const std::map<std::string, order::event> all{
      {"accepted",
       order::order_accepted{
           {merchant_id{"m1"}, order_no{"A-1"}},
           business_type::quick_pay,
           price,
           "13**89",
           "coffee",
           other_body,
           {channel_id{"a"}, channel_id{"b"}},
           morning + 90s}},
      {"route renewed", order::route_renewed{{channel_id{"c"}, channel_id{"a"}}}},
      {"accepted, for one channel",
       order::order_accepted{.order = {merchant_id{"m1"}, order_no{"A-2"}},
                             .amount = price,
                             .route = {channel_id{"a"}},
                             .is_held = true,
                             .names_channel = true}},
      {"accepted, test traffic",
       order::order_accepted{.order = {merchant_id{"m1"}, order_no{"A-3"}},
                             .amount = price,
                             .route = {channel_id{"a"}},
                             .is_shadow = true}},
      {"started", order::attempt_started{first, channel_id{"a"}, key}},
      {"payer asked", order::payer_asked{first, order::source::query_answer, "CODE"}},
      {"payer asked for a code", order::payer_asked{first, order::source::pay_answer, "CODE",
                                                    payer_action{payer_action_kind::enter_code}}},
      {"code given", order::code_given{first, 1}},
      {"second code given", order::code_given{first, 2}},
      {"in doubt", order::attempt_in_doubt{first, order::source::query_answer, "CODE", false}},
      {"in doubt, suspected",
       order::attempt_in_doubt{first, order::source::query_answer, "CODE", true}},
      {"succeeded", order::attempt_succeeded{first, order::source::query_answer, "REF"}},
      {"attempt failed", order::attempt_failed{first, order::source::query_answer, "CODE"}},
      {"authorized", order::order_authorized{first}},
      {"capture requested", order::capture_requested{attempt_no{2}, less, key}},
      {"capture succeeded",
       order::attempt_succeeded{attempt_no{2}, order::source::query_answer, "REF"}},
      {"capture failed", order::attempt_failed{attempt_no{2}, order::source::query_answer, "CODE"}},
      {"release requested",
       order::refund_requested{
           refund_no{"release.1"}, first, price, other_body, key, order::refund_purpose::release}},
      {"person: capture failed", by_person(order::resolution::failed, attempt_no{2}, {})},
      {"order failed", order::order_failed{"CODE"}},
      {"revoke requested", order::revoke_requested{first, order::revoke_reason::declined,
                                                   order::revoke_method::revoke}},
      {"close requested", order::revoke_requested{first, order::revoke_reason::merchant_asked,
                                                  order::revoke_method::close}},
      {"refund instead of revoke", order::revoke_requested{first, order::revoke_reason::declined,
                                                           order::revoke_method::refund}},
      {"revoke answered", order::revoke_answered{first, order::returned::not_said, "CODE"}},
      {"revoke answered, returned", order::revoke_answered{first, order::returned::yes, "CODE"}},
      {"revoked", order::order_revoked{first, order::returned::not_said}},
      {"revoked, returned", order::order_revoked{first, order::returned::yes}},
      {"late money", order::late_payment_found{first, order::source::query_answer, "REF", less}},
      {"late money of no number",
       order::late_payment_found{first, order::source::query_answer, "", {}}},
      {"conflict: paid after the end",
       conflict_of(order::finding::paid, "paid_after_the_end", question::paid_after_the_end)},
      {"conflict: denied",
       conflict_of(order::finding::not_paid, "late_payment_not_confirmed", question::none)},
      {"conflict: amount confirmed",
       conflict_of(order::finding::paid, "amount_confirmed", question::none)},
      {"conflict: not confirmed, of an old log",
       conflict_of(order::finding::paid, "late_payment_not_confirmed", std::nullopt)},
      {"refund requested", order::refund_requested{refund_no{"R2"}, first, less, other_body, key,
                                                   order::refund_purpose::merchant}},
      {"refund in doubt", order::refund_in_doubt{r1, "CODE"}},
      {"refund done", order::refund_succeeded{r1, "REF"}},
      {"refund failed", order::refund_failed{r1, "CODE"}},
      {"person needed", order::operator_needed{.reason = "why"}},
      {"person needed for money",
       order::operator_needed{.reason = "why",
                              .attempt = first,
                              .asks = question::another_amount,
                              .asked = price,
                              .held = less}},
      {"person needed for money, no amount",
       order::operator_needed{.reason = "why", .attempt = first, .asks = question::not_confirmed}},
      {"person needed for refund",
       order::operator_needed{.refund = r1, .reason = "why", .attempt = first, .held = less}},
      {"person: paid", by_person(order::resolution::paid, first, {})},
      {"person: paid less", by_person(order::resolution::paid, first, less)},
      {"person: paid, of an old log", by_person(order::resolution::paid, {}, {})},
      {"person: failed", by_person(order::resolution::failed, first, {})},
      {"person: failed, held", by_person(order::resolution::failed, first, less)},
      {"person: revoked", by_person(order::resolution::revoked, first, {})},
      {"person: refunded", by_person(order::resolution::refunded, first, {}, "R1")},
      {"person: refunded less", by_person(order::resolution::refunded, first, less, "R1")},
      {"person: not refunded", by_person(order::resolution::not_refunded, first, {}, "R1")},
      {"person: not given back", by_person(order::resolution::not_refunded, first, {}, "late.1")},
      {"person: not given back, of an old log",
       by_person(order::resolution::not_refunded, {}, {}, "late.1")},
      {"person: given back less", by_person(order::resolution::refunded, first, less, "late.1")},
      {"person: sent on",
       order::refund_sent_on{r1, order::resolution::to_merchant_card, {}, "li.wei", "why"}},
      {"person: given back", by_person(order::resolution::refunded, first, {}, "late.1")},
  };
  return all;
}

story come_here(const std::string& place) {
  if (place == "giving_back") return come_to("failed").when(query(order::finding::paid));
  if (place == "paid_asked")
    return come_to("paid").when(of_amount(99, query(order::finding::paid)));
  if (place == "refund_with_person")
    return come_to("paid_with_refund")
        .when(of_amount(99, refund_says(order::refund_finding::done)));
  if (place == "consented")
    return story::given(
        {order::order_accepted{.order = {merchant_id{"m1"}, order_no{"A-9"}},
                               .type = business_type::preauthorization,
                               .amount = price,
                               .route = {channel_id{"a"}}},
         order::attempt_started{first, channel_id{"a"}, key},
         order::attempt_succeeded{first, order::source::pay_answer}});
  if (place == "capture_in_doubt")
    return come_to("capturing").when(of_attempt(2, answer(order::finding::unknown)));
  return come_to(place);
}

std::string trimmed(const std::string& text) {
  const auto begin = text.find_first_not_of(' ');
  return begin == std::string::npos ? ""
                                    : text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

}  // namespace

TEST_CASE("Each event changes of an order what the written table says, and nothing else") {
  std::ifstream file(SLUICE_SOURCE_DIR "/tests/domain/order/evolve_table.txt");
  REQUIRE(file.good());
  std::map<std::string, int> used;
  std::string place;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.front() == '#') continue;
    if (line.rfind("== ", 0) == 0) {
      place = line.substr(3);
      continue;
    }
    const auto bar = line.find('|');
    const auto event = trimmed(line.substr(0, bar));
    CAPTURE(place, event);
    const auto happening = happenings().find(event);
    REQUIRE(happening != happenings().end());
    ++used[event];
    const auto before = come_here(place).state();
    REQUIRE(may_follow(before, happening->second));
    const auto after = evolve(before, happening->second, morning + 60s);
    CHECK(after.updated_at == morning + 60s);
    CHECK(after.updated_at == morning + 60s);
    CHECK(changes(facts_of(before), facts_of(after)) == trimmed(line.substr(bar + 1)));
  }
  CHECK(used.size() == happenings().size());
}

}  // namespace sluice::test
