#include "sim/wire/spoken_way.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/overloaded.hpp"
#include "sim/wire/damage.hpp"
#include "sim/wire/hearing_rules.hpp"
#include "sim/wire/payer.hpp"

namespace sluice::sim {
namespace {

using std::chrono_literals::operator""s;

/// One call in so many has its bytes spoilt.
constexpr std::uint64_t spoilt_once_in = 4;
constexpr std::uint64_t never_opened_once_in = 8;
constexpr std::size_t most_old_answers = 16;

bool has_hazards(const plan& p) {
  return std::ranges::any_of(p.rates, [](ppm rate) { return rate > 0; });
}

/// A healthy channel must be paid within its latency, and most dialects are only told "accepted".
bool is_spoken_of(const dialect_row& row, const scenario_channel& about, business_type type) {
  const bool in_time =
      !about.healthy || type == business_type::payment_code || type == business_type::payout;
  const bool by_code = about.confirms_by_sms && type == business_type::quick_pay;
  return in_time && row.can(operation::pay, type) &&
         (!by_code || row.can(operation::confirm, type));
}

bool reaches(const dialect_row& row, const scenario_channel& about) {
  return !about.reaches || std::ranges::find(row.reaches, *about.reaches) != row.reaches.end();
}

std::set<business_type> spoken_types(const dialect_row& row, const scenario_channel& about) {
  std::set<business_type> out;
  if (!reaches(row, about)) return out;
  for (const auto type : about.business_types)
    if (is_spoken_of(row, about, type)) out.insert(type);
  return out;
}

/// What a face repeats of a payment that it has never seen.
std::map<std::string, std::string> unseen(const dialect_row& row) {
  if (row.name != "wechat_v3") return {};
  return {{"mchid", std::string(merchant_there(account_kind::usual))}};
}

/// Of what it draws nothing else in the world depends.
chance chance_of_keys(const scene& in, const scenario_channel& about) {
  return in.its_plan.rest.of("keys of " + about.name);
}

/// How often the channel exchanges its keys. Zero: never.
millis exchange_in(const scene& in, const scenario_channel& about, const dialect_row& row,
                   account_kind kind) {
  const bool can = row.name == "wechat_v3" || row.name == "alipay";
  if (!can || kind != account_kind::usual || about.healthy || !has_hazards(in.its_plan))
    return millis{0};
  auto roll = chance_of_keys(in, about);
  return roll.one_in(2) ? roll.between(600s, 7200s) : millis{0};
}

bool pays(const channel_call& call) noexcept { return is_payment(call.what); }

/// A request that says something else than was signed, or nothing.
http_request spoilt_notice(http_request r, chance& roll) {
  switch (roll.below(3)) {
    case 0: r.body.resize(r.body.size() / 2); return r;
    case 1: r.body.clear(); return r;
    default: return flipped(std::move(r), roll);
  }
}

millis clock_off(chance& roll) {
  constexpr auto most = 240s;
  const auto by = roll.between(0s, most);
  return roll.one_in(2) ? by : -by;
}

}  // namespace

byte_way_maker spoken_ways(dialect_change change) {
  return [change = std::move(change)](scene& in, const scenario_channel& about, bank& at_the_end,
                                      byte_counts& counts) -> std::unique_ptr<byte_way> {
    auto roll = in.more_dice(about).roll().fork();
    std::vector<const dialect_row*> can;
    for (const auto& row : all_dialects())
      if (!spoken_types(row, about).empty()) can.push_back(&row);
    if (can.empty()) return nullptr;
    const auto& row = *can[roll.below(can.size())];
    auto kind = roll.one_in(2) ? account_kind::usual : account_kind::by_certificates;
    const auto exchange = change ? millis{0} : exchange_in(in, about, row, kind);
    if (exchange > millis{0}) kind = account_kind::by_fetched_certificates;
    auto ours = simulated_dialect(row, kind, about.confirms_by_sms);
    if (change) ours = change(std::move(ours));
    in.tale.tell({about.name, "speaks", row.name});
    return std::make_unique<spoken_way>(
        in, about, at_the_end, counts,
        spoken_way::language{
            .row = &row,
            .kind = kind,
            .ours = std::move(ours),
            .of_somebody_else =
                simulated_dialect(row, account_kind::of_somebody_else, about.confirms_by_sms),
            .types = spoken_types(row, about),
            .exchanges_keys = exchange});
  };
}

spoken_way::spoken_way(scene& in, const scenario_channel& about, bank& at_the_end,
                       byte_counts& counts, language speaks)
    : scene_(&in),
      about_(about),
      bank_(&at_the_end),
      counts_(&counts),
      speaks_(std::move(speaks)),
      behind_(at_the_end, in.time, unseen(*speaks_.row)),
      face_(face_for(speaks_.row->name, behind_, speaks_.exchanges_keys)),
      judge_(about.name, speaks_.row->name, at_the_end, in.judges.says),
      is_spoilt_(!about.healthy && has_hazards(in.its_plan)),
      dice_(in.more_dice(about)) {
  if (is_spoilt_ && dice_.roll().one_in(4)) clock_is_off_ = clock_off(dice_.roll());
  if (speaks_.exchanges_keys > millis{0})
    keys_ = std::make_unique<key_follower>(
        in, about.name, *face_, speaks_.ours, dice{in.luck, chance_of_keys(in, about)}, counts);
}

const dialect& spoken_way::ours() const noexcept { return keys_ ? keys_->speaks() : *speaks_.ours; }

bool spoken_way::can_say(const channel_call& call) const {
  const auto& signs = speaks_.row->signs_while_paying;
  if (is_about_agreement(call.what) && said_otherwise_.contains(call.key)) return false;
  if (call.payer && numbers_otherwise_.contains(token_in(call))) return false;
  return speaks_.types.contains(call.type) &&
         (call.opens == nullptr || !speaks_.row->card_key.empty()) &&
         (call.signs.value().empty() || std::ranges::find(signs, call.type) != signs.end());
}

channel_answer spoken_way::carry(const channel_call& call) {
  if (!can_say(call)) return ask_bank(call);
  ++counts_->sent;
  auto how = draw(call);
  if (keys_) keys_->look();
  const auto& by = how == byte_hazard::of_another_account ? *speaks_.of_somebody_else : ours();
  const auto whole = with_payer(call, speaks_.row->name);
  auto out = by.assemble(whole, {.now = call.at, .chance = dice_.roll().next()});
  return std::visit(
      overloaded{[&](no_such_operation) {
                   judge_.not_assembled(call);
                   return unknown_answer(call, order::source::engine, "no_such_operation");
                 },
                 [&](payer_action& action) { return hand_to_payer(call, std::move(action)); },
                 [&](http_request& request) { return send(call, how, std::move(request)); }},
      out);
}

channel_answer spoken_way::ask_bank(const channel_call& call) {
  if (call.opens != nullptr) said_otherwise_.insert(call.key);
  if (!call.signs.value().empty()) said_otherwise_.insert(call.signs);
  auto said = bank_->handle(call);
  if (const auto* of = std::get_if<agreement::report>(&said)) remember_number(call.key, *of);
  return said;
}

void spoken_way::remember_number(const channel_key& agreement, const agreement::report& said) {
  if (said.found == agreement::finding::in_force && said_otherwise_.contains(agreement))
    numbers_otherwise_.insert(said.reference.shown());
}

/// Another account pays nothing: the trade would be its own. Of agreements it has others, and not
/// all answers say whose.
spoken_way::damage spoken_way::draw(const channel_call& call) {
  auto& roll = dice_.roll();
  const bool strikes = roll.one_in(spoilt_once_in);
  const auto& row = byte_hazards[roll.below(byte_hazard_count)];
  if (!strikes || !is_spoilt_ || dice_.calm()) return std::nullopt;
  const bool is_its_own = pays(call) || is_about_agreement(call.what);
  if (is_its_own && row.what == byte_hazard::of_another_account) return std::nullopt;
  if (row.what == byte_hazard::second_key && speaks_.kind != account_kind::by_certificates)
    return std::nullopt;
  return row.what;
}

channel_answer spoken_way::send(const channel_call& call, damage how, http_request request) {
  if (how == byte_hazard::request_flipped) {
    strike(*how, call);
    request = flipped(std::move(request), dice_.roll());
  }
  behind_.expect(asked_for(speaks_.row->name, call));
  auto said = face_->answer(request, call.at + clock_is_off_);
  if (keys_ && !how) said = keys_->now_and_then_by_old_key(std::move(said), speaks_.exchanges_keys);
  const auto result = on_the_way(call, how, std::move(said));
  return understood(call, how, result);
}

/// Leaves in `how` what really happened.
http_result spoken_way::on_the_way(const channel_call& call, damage& how, http_response said) {
  const auto& key = call.key.value();
  const auto old =
      std::ranges::find_if(old_answers_, [&](const old_answer& one) { return one.key != key; });
  std::optional<http_result> arrived;
  if (how == byte_hazard::of_another_order) {
    if (old != old_answers_.end())
      arrived = {.kind = http_result::outcome::answered, .response = old->said};
  } else if (how && how != byte_hazard::request_flipped && how != byte_hazard::of_another_account) {
    arrived = spoilt(*how, speaks_.row->name, said, dice_.roll());
  } else if (how == byte_hazard::of_another_account) {
    strike(*how, call);
  }
  if (arrived) strike(*how, call);
  // Only of those that name their order anybody can say that they are not about another one.
  if (!how && said.body.find(key) != std::string::npos) {
    old_answers_.push_front({key, said});
    if (old_answers_.size() > most_old_answers) old_answers_.pop_back();
  }
  if (arrived) return *std::move(arrived);
  const bool both_ways =
      how == byte_hazard::request_flipped || how == byte_hazard::of_another_account;
  if (!both_ways) how.reset();
  return {.kind = http_result::outcome::answered, .response = std::move(said)};
}

channel_answer spoken_way::understood(const channel_call& call, damage how,
                                      const http_result& result) {
  auto heard = ours().understand(call, result, call.at);
  if (!says_nothing(heard)) ++counts_->understood;
  const bool is_handed_out = !keys_ || keys_->is_handed_out(result.response);
  if (!is_handed_out) judge_.heard_by_unknown_key(call, heard);
  const bool may_be_less =
      !is_handed_out || scene_->computer.is_off_by_days() || (how && !row_of(*how).harmless);
  judge_.heard(call, behind_.asked(), heard, may_be_less);
  if (keys_) keys_->heard(result.response, heard);
  return heard;
}

/// Hearsay and what nobody has paid in bytes is told as it is; so is what takes a payment back, of
/// which channels tell in many ways.
std::optional<http_request> spoken_way::notice_of(const channel_notification& n) {
  if (!n.verified || n.found != order::finding::paid) return std::nullopt;
  const auto now = scene_->computer.clock() + clock_is_off_;
  auto about = behind_.seen(n.key.value(), now);
  if (!about || about->state != trade_state::paid || about->amount != n.amount) return std::nullopt;
  // What is left by now is another amount.
  if (is_hold(*about) && held_minor(*about) != n.amount->minor_units) return std::nullopt;
  return face_->tells({.id = ++notices_, .claims = trade_state::paid, .about = *about}, now);
}

/// That one was ended, UnionPay tells nobody: it is told as it is.
std::optional<http_request> spoken_way::notice_of(const agreement_notice& n) {
  const auto now = scene_->computer.clock() + clock_is_off_;
  const auto about = behind_.agreement_told(n, now);
  if (!about) return std::nullopt;
  return face_->tells({.id = ++notices_, .of_agreement = *about}, now);
}

template <class Notice>
std::optional<Notice> spoken_way::told(const Notice& n) {
  auto request = notice_of(n);
  if (!request) return n;
  ++counts_->told;
  if (keys_) keys_->look();
  const bool is_damaged = is_spoilt_ && !dice_.calm() && dice_.roll().one_in(spoilt_once_in);
  if (is_damaged) request = spoilt_notice(*std::move(request), dice_.roll());
  const auto heard = ours().hear(*request, scene_->computer.clock());
  const auto* said = std::get_if<Notice>(&heard);
  judge_.told(n, said, is_damaged || keys_ != nullptr);
  if (said == nullptr) {
    ++counts_->not_heard;
    return std::nullopt;
  }
  auto out = *said;
  out.channel = n.channel;
  return out;
}

std::optional<channel_notification> spoken_way::tell(const channel_notification& n) {
  return told(n);
}

std::optional<agreement_notice> spoken_way::tell(const agreement_notice& n) {
  remember_number(n.key, n.said);
  return told(n);
}

/// The channel hears of it when the payer opens what he was given, if he does.
channel_answer spoken_way::hand_to_payer(const channel_call& call, payer_action action) {
  const bool signs = call.what == operation::offer_agreement;
  auto request = opened(action);
  auto& roll = dice_.roll();
  const auto pause = roll.between(1s, 60s);
  const bool opens = dice_.calm() || !roll.one_in(never_opened_once_in);
  if (request && opens)
    scene_->time.after(pause, [this, call, request = *std::move(request)] {
      scene_->tale.tell({about_.name, "page opened:", call.key.value()});
      behind_.expect(call.what);
      (void)face_->answer(request, scene_->computer.clock());
      judge_.page_opened(call, behind_.asked());
    });
  if (signs)
    return agreement::report{
        .found = agreement::finding::payer_asked,
        .from = agreement::source::engine,
        .code = "payer_action",
        .action = std::move(action)};
  return order::attempt_report{
      .attempt = call.attempt,
      .from = order::source::engine,
      .found = order::finding::payer_paying,
      .code = "payer_action",
      .action = std::move(action)};
}

void spoken_way::strike(byte_hazard h, const channel_call& call) {
  ++counts_->struck[static_cast<std::size_t>(h)];
  scene_->tale.tell({about_.name, "bytes:", row_of(h).name, call.key.value()});
}

}  // namespace sluice::sim
