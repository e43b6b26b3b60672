#include "sim/world/bill_clerk.hpp"

#include <algorithm>

#include "sim/world/callers.hpp"

namespace sluice::sim {
namespace {

using std::chrono_literals::operator""s;
using namespace reconciliation;

const signed_by clerk{std::string(name_of_person), "the bill of that day"};

bool has_a_row(difference_kind k) {
  return k != difference_kind::missing_there && k != difference_kind::refund_missing_there &&
         k != difference_kind::missing_there_revoked_quickly && k != difference_kind::row_gone;
}

}  // namespace

void bill_clerk::open() {
  constexpr int occasions = 4;
  for (int i = 0; i < occasions; ++i)
    scene_->time.after(
        dice_.roll().between(millis{0}, scene_->its_plan.arrive_within + 60s), [this] { act(); });
}

void bill_clerk::act() {
  if (!dice_.strikes(hazard::bill_brought)) return;
  auto& roll = dice_.roll();
  const bool is_again = !brought_.empty() && roll.one_in(3);
  const bool is_corrected = !is_again && !brought_.empty() && roll.one_in(2);
  bring(is_again       ? brought_[roll.below(brought_.size())]
        : is_corrected ? corrected(brought_[roll.below(brought_.size())])
                       : new_bill());
  scene_->time.after(roll.between(1s, 120s), [this] { look(); });
}

bill_clerk::bill bill_clerk::new_bill() {
  auto& roll = dice_.roll();
  const auto& all = scene_->its_plan.engine.channels;
  bill b{.about = {.channel = all[roll.below(all.size())].id, .what = {.who = clerk}}};
  b.about.what.day = ledger::day_of(scene_->computer.clock());
  b.about.what.file.front() = ++files_;
  b.about.what.is_proven = !roll.one_in(4);
  for (auto many = roll.below(7); many > 0; --many) b.found.push_back(made_up(b.about.channel));
  brought_.push_back(b);
  return b;
}

/// Some rows stay, some are gone or others, and some are no difference any more.
bill_clerk::bill bill_clerk::corrected(const bill& before) {
  auto& roll = dice_.roll();
  auto b = before;
  b.about.what.file.front() = ++files_;
  b.found.clear();
  b.rows.clear();
  for (auto d : before.found) {
    if (roll.one_in(3)) continue;
    if (d.what.there && roll.one_in(4)) ++d.what.there->bytes;
    if (d.what.there && roll.one_in(4))
      b.rows.push_back(*d.what.there);
    else
      b.found.push_back(std::move(d));
  }
  if (roll.one_in(2)) b.found.push_back(made_up(b.about.channel));
  brought_.push_back(b);
  return b;
}

/// Of a number that the channel has, or of none; what is said of it may be true by chance.
brought_difference bill_clerk::made_up(const channel_id& at) {
  auto& roll = dice_.roll();
  difference d{.kind = differences::all[roll.below(differences::all.size())].which};
  std::int64_t amount = static_cast<std::int64_t>(1 + roll.below(500));
  d.of = number("X" + std::to_string(roll.below(20)));
  auto& orders = scene_->judges.known.all();
  if (!orders.empty() && !roll.one_in(4)) {
    const auto& o = orders[roll.below(orders.size())];
    for (const auto& a : o.attempts)
      if (a.channel == at) {
        d.of = number(a.key.value());
        amount = a.asked.minor_units;
      }
    if (!roll.one_in(3)) d.kind = difference_kind::paid_here_doubt;
    if (o.stage == order_stage::failed) d.kind = difference_kind::paid_there_failed_or_revoked;
  }
  if (has_a_row(d.kind))
    d.there = bill_line{.row = static_cast<std::uint32_t>(1 + roll.below(100)),
                        .of = d.of,
                        .amount = amount,
                        .bytes = roll.below(3)};
  else
    d.here = claim{.of = d.of, .state = claim_state::done, .amount = amount};
  return {.what = d};
}

/// Each part is a message of its own, so that some are lost, late or there twice.
void bill_clerk::bring(const bill& b) {
  constexpr std::size_t a_part = 2;
  auto word = b.about;
  word.what.parts =
      static_cast<std::uint32_t>(std::max<std::size_t>(1, (b.found.size() + a_part - 1) / a_part));
  word.what.rows = b.rows;
  for (std::uint32_t part = 1; part <= word.what.parts; ++part) {
    word.what.part = part;
    word.what.found.clear();
    for (auto i = (part - 1) * a_part; i < std::min(part * a_part, b.found.size()); ++i)
      word.what.found.push_back(b.found[i]);
    bus_->send({.ask = word}, [](const answer&) {});
  }
}

void bill_clerk::look() {
  list_differences ask{.is_open = !dice_.roll().one_in(3)};
  if (dice_.roll().one_in(4)) ask.most = 2;
  bus_->send({.ask = ask}, [this](const answer& a) {
    if (const auto* list = std::get_if<difference_list>(&a)) hear(*list);
  });
}

void bill_clerk::hear(const difference_list& list) {
  auto& roll = dice_.roll();
  for (const auto& d : list.all) {
    if (roll.one_in(4))
      scene_->time.after(roll.between(1s, 300s), [this, id = d.what.found.id] {
        bus_->send({.ask = get_difference{id}}, [](const answer&) {});
      });
    if (roll.one_in(2)) scene_->time.after(roll.between(1s, 600s), [this, d] { resolve(d); });
  }
}

/// Also what the kind does not allow, and what is resolved already.
void bill_clerk::resolve(const difference_view& d) {
  auto& roll = dice_.roll();
  const auto may = choices_of(d.what.found.what.kind);
  const auto how = roll.one_in(6) ? choices[roll.below(6)].which : may[roll.below(may.size())];
  bus_->send(
      {.ask = sluice::resolve_difference{{d.what.found.id, how, clerk}}}, [](const answer&) {});
}

}  // namespace sluice::sim
