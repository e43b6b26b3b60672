#include "sim/wire/hearing_judge.hpp"

#include "sim/wire/hearing_rules.hpp"

namespace sluice::sim {
namespace {

bool is_taken(const bank& books, const std::string& key) {
  const auto page = books.page_of(key);
  return page && page->now == bank::trade_status::captured;
}

std::int64_t refunded_in(const bank& books, const std::string& key) {
  std::int64_t sum = 0;
  if (const auto page = books.page_of(key))
    for (const auto& one : page->refunds)
      if (one.now != bank::refund_entry::status::refused) sum += one.amount.minor_units;
  return sum;
}

bool refund_differs(const bank& books, const channel_call& call) {
  if (const auto page = books.page_of(call.key.value()))
    for (const auto& one : page->refunds)
      if (one.key == call.refund_key.value()) return one.amount != call.refund_amount;
  return false;
}

/// Whoever asks twice has closed what was too late to be paid.
bool closed_meanwhile(const std::vector<bank_asked>& asked) {
  return asked.size() > 1 && asked.back().call.what == operation::close;
}

std::optional<money> paid_meanwhile(const bank& books, const std::vector<bank_asked>& asked) {
  if (!closed_meanwhile(asked)) return std::nullopt;
  // Whatever it said of the closing: a face tells how the trade stands.
  const auto page = books.page_of(asked.back().call.key.value());
  if (!page || page->now != bank::trade_status::paid) return std::nullopt;
  return page->amount;
}

/// UnionPay undoes nothing after the day's end, and nothing of another amount: its gateway says so
/// by itself.
bool is_not_undone(std::string_view dialect, const channel_call& call,
                   const channel_answer& by_engine) {
  const auto* r = std::get_if<order::refund_report>(&by_engine);
  if (dialect != "unionpay" || !call.undoes || call.what != operation::refund) return false;
  return r != nullptr && (r->found == order::refund_finding::too_late || says_nothing(by_engine));
}

}  // namespace

std::string token_in(const channel_call& call) {
  return call.payer ? call.payer->token.reveal() : std::string{};
}

void hearing_judge::heard(const channel_call& call, const std::vector<bank_asked>& asked,
                          const channel_answer& by_engine, bool may_be_less) {
  // Alipay is asked about the trade, and tells of its refunds.
  const bool by_trade = call.what == operation::refund_query && dialect_ == "alipay";
  if (asked.empty() && is_not_undone(dialect_, call, by_engine)) return;
  if (asked.empty() && !by_trade) {
    if (!may_be_less) return guilty(call, "the channel was not asked, or refused to hear");
    if (!may_be_heard_of_nothing(by_engine))
      guilty(call, "nobody was asked, and the engine heard " + described(by_engine));
    return;
  }
  if (!asked.empty()) judge_question(call, asked.front().call);
  const auto said = said_to(call, asked);
  const exchange x{
      .dialect = dialect_,
      .call = call,
      .refunded_minor = refunded_in(*bank_, call.key.value()),
      .refund_differs = refund_differs(*bank_, call),
      .is_taken = is_taken(*bank_, call.key.value()),
      .closed_meanwhile = closed_meanwhile(asked),
      .paid_meanwhile = paid_meanwhile(*bank_, asked)};
  const bool is_less = may_be_less && says_nothing(by_engine);
  const bool of_nothing = may_be_less && asked.empty() && may_be_heard_of_nothing(by_engine);
  if (!is_less && !of_nothing && !may_be_heard(x, said, by_engine))
    guilty(call, "the bank said " + described(said) + ", the engine heard " + described(by_engine));
}

void hearing_judge::told(const channel_notification& by_bank, const channel_notification* by_engine,
                         bool may_be_refused) {
  const auto who = channel_ + " speaks " + std::string(dialect_) + ", notification of " +
                   by_bank.key.value() + ": ";
  if (by_engine == nullptr) {
    if (!may_be_refused) verdict_->guilty(promise::books_agree, who + "it is refused");
    return;
  }
  const bool same = by_engine->verified && by_engine->key == by_bank.key &&
                    by_engine->found == by_bank.found && by_engine->amount == by_bank.amount &&
                    by_engine->channel_reference == by_bank.channel_reference;
  if (!same)
    verdict_->guilty(promise::books_agree, who + "the engine heard something else than was told");
}

void hearing_judge::told(const agreement_notice& by_bank, const agreement_notice* by_engine,
                         bool may_be_refused) {
  const auto who = channel_ + " speaks " + std::string(dialect_) + ", notification of agreement " +
                   by_bank.key.value() + ": ";
  if (by_engine == nullptr) {
    if (!may_be_refused) verdict_->guilty(promise::books_agree, who + "it is refused");
    return;
  }
  const bool same =
      by_engine->key == by_bank.key && by_engine->said.found == by_bank.said.found &&
      is_agreement_number(by_engine->said.reference.shown(), by_bank.said.reference.shown());
  if (!same)
    verdict_->guilty(promise::books_agree, who + "the engine heard something else than was told");
}

void hearing_judge::page_opened(const channel_call& call, const std::vector<bank_asked>& asked) {
  if (asked.empty()) return guilty(call, "the payer's page was refused");
  judge_question(call, asked.front().call);
}

void hearing_judge::heard_by_unknown_key(const channel_call& call,
                                         const channel_answer& by_engine) {
  if (!says_nothing(by_engine))
    guilty(call, "by a key that nobody has handed out the engine heard " + described(by_engine));
}

void hearing_judge::not_assembled(const channel_call& call) {
  // A refund names the payment, and a capture the hold, by the channel's own number, which is not
  // known of all that is paid. Alipay wants it of holds only.
  const bool is_capture = is_payment(call.what) && call.taken_from != nullptr;
  const bool of_hold = policy_of(call.type).captured_later && call.taken_from == nullptr;
  const bool names_payment = dialect_ == "unionpay" || (dialect_ == "alipay" && of_hold);
  const bool lacks_number =
      (names_payment && call.what == operation::refund && call.channel_reference.empty()) ||
      (is_capture && call.taken_from->reference.empty());
  if (!lacks_number) guilty(call, "is not assembled");
}

bool hearing_judge::is_same_card(const card_to_open* one, const card_to_open* other) {
  if (one == nullptr || other == nullptr) return one == other;
  const auto same = [&](secret card_to_open::* part) {
    return (one->*part).reveal() == (other->*part).reveal();
  };
  return one->card.number.reveal() == other->card.number.reveal() &&
         one->card.holder_name.reveal() == other->card.holder_name.reveal() &&
         same(&card_to_open::phone) && same(&card_to_open::identity_number) &&
         same(&card_to_open::expires) && same(&card_to_open::security_code);
}

void hearing_judge::judge_question(const channel_call& call, const channel_call& asked) {
  const auto what = asked_for(dialect_, call);
  const bool of_refund = what == operation::refund || what == operation::refund_query ||
                         what == operation::send_on_refund;
  bool same = asked.what == what;
  if (what != operation::refund_query) same = same && asked.key == call.key;
  if (of_refund) same = same && asked.refund_key == call.refund_key;
  if (is_payment(what))
    same = same && asked.amount == call.amount && asked.type == call.type &&
           asked.signs == call.signs && is_agreement_number(token_in(call), token_in(asked));
  if (what == operation::send_on_refund)
    same = same && asked.refund_reference == call.refund_reference;
  if (what == operation::confirm || what == operation::open_card)
    same = same && asked.code.reveal() == call.code.reveal();
  same = same && is_same_card(asked.opens.get(), call.opens.get());
  if (what == operation::refund) same = same && asked.refund_amount == call.refund_amount;
  if (!same)
    guilty(call,
           "the bank was asked something else: " + std::string(name_of(asked.what)) + ' ' +
               asked.key.value() + ' ' + std::to_string(asked.amount.minor_units) + ' ' +
               asked.refund_key.value() + ' ' + std::to_string(asked.refund_amount.minor_units));
}

channel_answer hearing_judge::said_to(const channel_call& call,
                                      const std::vector<bank_asked>& asked) const {
  return asked.empty() ? bank_->handle(call) : asked.front().said;
}

void hearing_judge::guilty(const channel_call& call, const std::string& what) {
  verdict_->guilty(promise::books_agree,
                   channel_ + " speaks " + std::string(dialect_) + ", " +
                       std::string(name_of(call.what)) + ' ' + call.key.value() + ": " + what);
}

}  // namespace sluice::sim
