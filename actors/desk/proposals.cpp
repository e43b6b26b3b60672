/// The front desk's dangerous words of people: those that two persons must want are not done but
/// proposed.

#include "actors/desk/asked_command.hpp"
#include "actors/desk/front_desk.hpp"
#include "actors/people/proposal_stream.hpp"
#include "base/hex.hpp"
#include "domain/approval/decide.hpp"
#include "events/proposal_text.hpp"
#include "store/key_layout.hpp"

namespace sluice {
namespace {

access::principal_id asker_of(const sluice::request& r) {
  return r.by ? access::principal_id{r.by->principal} : access::principal_id{};
}

}  // namespace

bool front_desk_actor::propose(sluice::request& r) {
  auto word = word_in(r.ask);
  if (!word) return false;
  const auto command = command_of(r);
  const auto& rules = needs_.access.now().approvals;
  if (!approval::may_be_proposed(rules, command)) return false;
  const auto about = stream_changed_by(*word);
  const auto head = needs_.log->head_of(about);
  if (!head && std::holds_alternative<resolve_order>(*word))
    return false;  // there is no such order
  const auto demand = approval::demand_of(rules, command, amount_of(*needs_.log, *word));
  if (demand.persons < 2 && !demand.is_exception) return false;
  approval::proposed p{
      .what = *std::move(word),
      .about = about,
      .position = head ? head->position : 0,
      .persons = demand.persons,
      .is_exception = demand.is_exception,
      .by = asker_of(r),
      .id = r.id,
      .body = r.body,
      .version = r.version,
      .until = needs_.clock->now() + approval::time_to_agree};
  return hand_to_proposal(r, std::move(p));
}

bool front_desk_actor::hand_to_proposal(sluice::request& r, approval::proposed p) {
  const command_name name{scope_of(r.ask), r.id};
  auto id = check_id(r, name.merchant);
  if (id.is_written) return false;  // it was done: told how things stand
  const auto known = proposed_before(name);
  if (!id.clash && known && known->second != hex(r.body)) id.clash = reused_id();
  if (id.clash) {
    r.reply_to->reply(*id.clash);
    return true;
  }
  const bool has_id = !r.id.value().empty();
  if (has_id) ids_.begin(name, r.body);
  const auto who = expect({.reply_to = std::move(r.reply_to),
                           .order = {.merchant = name.merchant, .number = {}},
                           .id = r.id});
  if (known) {
    tell_proposal({known->first, word_repeated{who}, {}});
    return true;
  }
  const auto proposal = id_of(p);
  std::optional<store::index_entry> guard;
  if (has_id) {
    guard = store::index_entry{
        store::entry_kind::proposed_command, index_key(name), proposal.value() + ' ' + hex(r.body)};
    proposing_.emplace(guard->key, guard->value);
  }
  tell_proposal({proposal, word_asked{who, std::move(p), std::move(guard)}, cause_of(r)});
  return true;
}

std::optional<std::pair<proposal_id, std::string>> front_desk_actor::proposed_before(
    const command_name& name) const {
  if (name.id.value().empty()) return std::nullopt;
  const auto key = index_key(name);
  auto written = needs_.log->find_entry(store::entry_kind::proposed_command, key);
  if (const auto fresh = proposing_.find(key); !written && fresh != proposing_.end())
    written = fresh->second;
  if (!written) return std::nullopt;
  const auto blank = written->find(' ');
  return std::pair{proposal_id{written->substr(0, blank)}, written->substr(blank + 1)};
}

void front_desk_actor::tell_proposal(proposal_message m) {
  to_proposals_.put(*needs_.proposals, std::move(m));
}

void front_desk_actor::confirm(sluice::request& r, const confirm_proposal& what) {
  auto word = expect_word(r);
  if (!word) return;
  tell_proposal({what.proposal,
                 word_confirmed{word->who,
                                {.position = what.position, .by = asker_of(r), .who = what.who},
                                std::move(word->guard)},
                 cause_of(r)});
}

void front_desk_actor::ask_for_people(sluice::request& r) {
  send(*needs_.people,
       people_wanted{expect({.reply_to = std::move(r.reply_to), .order = {}, .id = {}})});
}

}  // namespace sluice
