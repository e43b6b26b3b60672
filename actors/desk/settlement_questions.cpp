/// The front desk's questions about settlements: each is answered by the merchant's balance.

#include "actors/balance/balance_message.hpp"
#include "actors/desk/front_desk.hpp"

namespace sluice {

void front_desk_actor::look_at_settlements(sluice::request& r, const merchant_id& merchant) {
  const auto who = expect({.reply_to = std::move(r.reply_to), .order = {}, .id = {}});
  send(*needs_.balances, batch<balance_message>{{{merchant, settlements_wanted{who}}}});
}

/// Of a word that was heard before it is told how things stand now.
void front_desk_actor::tell_balance(sluice::request& r, const merchant_id& merchant,
                                    balance::command what) {
  auto word = expect_word(r);
  if (!word) return;
  if (word->is_repeated)
    return send(
        *needs_.balances, batch<balance_message>{{{merchant, settlements_wanted{word->who}}}});
  send(*needs_.balances,
       batch<balance_message>{
           {{merchant, to_keeper(r, *std::move(word), std::optional(std::move(what)))}}});
}

}  // namespace sluice
