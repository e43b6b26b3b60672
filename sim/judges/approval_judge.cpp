#include "sim/judges/approval_judge.hpp"

#include <algorithm>
#include <array>

#include "base/overloaded.hpp"
#include "events/stream_name.hpp"

namespace sluice::sim {
namespace {

constexpr std::string_view resolve = "order.resolve";
/// Unless the configuration says otherwise.
constexpr std::array<std::string_view, 4> usually_for_two{
    resolve, "principal.set", "key.add", "engine.degrade"};

/// What a person's word has led to; empty: it was no person's.
std::string_view word_behind(const any_event& e) {
  return std::visit(
      overloaded{
          [](const order::event& o) {
            const bool is_a_persons = std::holds_alternative<order::order_resolved>(o) ||
                                      std::holds_alternative<order::refund_sent_on>(o);
            return is_a_persons ? resolve : std::string_view{};
          },
          [](const merchant::event& m) -> std::string_view {
            if (std::holds_alternative<merchant::created>(m)) return "merchant.create";
            if (const auto* d = std::get_if<merchant::degraded>(&m))
              return std::holds_alternative<signed_by>(d->who) ? "merchant.degrade" : "";
            if (std::holds_alternative<merchant::promoted>(m)) return "merchant.promote";
            return std::holds_alternative<merchant::changed>(m) ? "merchant.set" : "";
          },
          [](const channel::event& c) -> std::string_view {
            const auto* forced = std::get_if<channel::path_forced>(&c);
            if (forced != nullptr) return forced->who ? "channel.switch" : "";
            const auto* changed = std::get_if<channel::changed>(&c);
            if (changed == nullptr) return "";
            return changed->what.enabled ? "channel.switch" : "channel.set";
          },
          [](const access::event& a) -> std::string_view {
            if (std::holds_alternative<access::principal_set>(a)) return "principal.set";
            if (std::holds_alternative<access::key_added>(a)) return "key.add";
            return std::holds_alternative<access::key_revoked>(a) ? "key.revoke" : "";
          },
          [](const approval::event&) { return std::string_view{}; },
          [](const agreement::event&) { return std::string_view{}; },
          [](const alarm::event&) { return std::string_view{}; },
          [](const contract::event&) -> std::string_view { return "contract.put"; },
          [](const balance::event& b) -> std::string_view {
            if (std::holds_alternative<balance::settlement_ended>(b)) return "settlement.resolve";
            return std::holds_alternative<balance::lot_matured>(b) ||
                           std::holds_alternative<balance::settlement_requested>(b)
                       ? "settlement.run"
                       : "";
          },
          [](const webhook::event&) { return std::string_view{}; },
          [](const reconciliation::event&) { return std::string_view{}; },
          [](const routing::event& r) -> std::string_view {
            const auto* changed = std::get_if<routing::rules_changed>(&r);
            if (changed == nullptr) return "";
            return std::holds_alternative<routing::rule_dropped>(changed->what)
                       ? "route.drop"
                       : "route.set";
          },
          [](const degradation::event& d) -> std::string_view {
            return std::holds_alternative<degradation::degraded>(d) ? "engine.degrade" : "";
          },
      },
      e);
}

}  // namespace

void approval_judge::durable(const store::record& r, const decoded& what) {
  last_ = time_of(r);
  const auto place = ++length_[r.stream];
  if (const auto* e = std::get_if<approval::event>(&what.event)) {
    const auto owner = owner_of_stream(r.stream);
    const auto* id = owner ? std::get_if<proposal_id>(&*owner) : nullptr;
    if (id == nullptr) return wrong(r.stream, "holds what is a proposal's");
    return of_proposal(id->value(), *e, time_of(r));
  }
  if (!what.why.asker().proposal.empty()) effect(r.stream, place, what.why.asker());
  needs_agreement(r.stream, what.event, what.why.asker());
}

void approval_judge::of_proposal(const std::string& name, const approval::event& e, instant at) {
  auto& p = proposals_[name];
  if (p.is_over) return wrong(name, "goes on after its end");
  std::visit(
      overloaded{
          [&](const approval::proposed& x) { made(p, name, x); },
          [&](const approval::confirmed& x) {
            if (p.first.empty() || !p.second.empty()) wrong(name, "is agreed to out of turn");
            if (x.who.operator_name == p.first) wrong(name, "one person counts as two");
            if (at >= p.until) wrong(name, "is agreed to when its time is over");
            p.second = x.who.operator_name;
          },
          [&](const approval::carried_out&) {
            if (p.is_for_two && p.second.empty()) wrong(name, "is done by one person alone");
            p.is_over = true;
          },
          [&](const approval::lapsed&) {
            if (p.last_effect != 0) wrong(name, "is void, and yet it was done");
            p.is_over = true;
          },
      },
      e);
}

void approval_judge::made(proposal& p, const std::string& name, const approval::proposed& e) {
  if (!p.first.empty()) return wrong(name, "is proposed twice");
  p.about = e.about;
  p.position = e.position;
  p.is_for_two = e.persons >= 2;
  p.until = e.until;
  p.by = e.by;
  p.first = approval::signed_in(e.what).operator_name;
  if (e.position > length_[e.about]) wrong(name, "has seen what is not there");
  if (p.is_for_two) return;
  if (rules_->empty()) wrong(name, "needs nobody else, and nobody has allowed that");
  alerts_->durable(name, "single_person_used");
}

void approval_judge::effect(const std::string& stream, std::uint64_t place, const asked_by& why) {
  const auto known = proposals_.find(why.proposal);
  if (known == proposals_.end()) return wrong(stream, "changes by what nobody has proposed");
  auto& p = known->second;
  if (stream != p.about) return wrong(why.proposal, "changes something else than it says");
  if (p.is_over) wrong(why.proposal, "is done again, or although it is void");
  if (p.is_for_two && p.second.empty()) wrong(why.proposal, "is done before anybody agreed");
  if (why.principal != p.by.value()) wrong(why.proposal, "is done in another's name");
  const auto before = p.last_effect != 0 ? p.last_effect : p.position;
  // Refunds add to a balance all the time, and make no word about it void.
  const bool may_have_moved = stream.starts_with("balance/");
  const bool is_bound = p.last_effect != 0 || (p.is_for_two && !may_have_moved);
  if (is_bound && place != before + 1)
    wrong(why.proposal, "is done although " + stream + " is not as it was seen");
  p.last_effect = place;
}

void approval_judge::needs_agreement(const std::string& stream, const any_event& e,
                                     const asked_by& why) {
  const auto word = word_behind(e);
  if (word.empty() || !why.proposal.empty()) return;
  if (is_for_two(word)) wrong(stream, std::string(word) + " is done, and nobody has proposed it");
}

/// Or usually is: then also what one person may do alone is proposed first.
bool approval_judge::is_for_two(std::string_view word) const {
  return std::count(usually_for_two.begin(), usually_for_two.end(), word) > 0 ||
         std::any_of(rules_->begin(), rules_->end(),
                     [&](const approval::rule& r) { return r.word == word && r.persons >= 2; });
}

void approval_judge::all_over() {
  for (const auto& [name, p] : proposals_)
    if (!p.is_over && p.until < last_) wrong(name, "has had its time, and is still open");
}

void approval_judge::wrong(const std::string& what, std::string_view why) {
  verdict_->guilty(promise::only_the_entitled, what + ' ' + std::string(why));
}

}  // namespace sluice::sim
