/// The front desk's questions about contracts: each is answered by the actor that keeps them.

#include "actors/desk/front_desk.hpp"

namespace sluice {

void front_desk_actor::look_at_contract(sluice::request& r, const contract::party& with) {
  const auto who = expect({.reply_to = std::move(r.reply_to), .order = {}, .id = {}});
  send(*needs_.contracts, contract_look{who, with});
}

/// Of a word that was heard before it is told how things stand now.
void front_desk_actor::put_into_contract(sluice::request& r, const contract::put& what) {
  auto expected = expect_word(r);
  if (!expected) return;
  if (expected->is_repeated)
    return send(*needs_.contracts, contract_look{expected->who, what.with});
  send(*needs_.contracts,
       to_keeper(r, *std::move(expected), std::optional{contract::command{what}}));
}

}  // namespace sluice
