/// The front desk's questions about bills and their differences: each is answered by the
/// reconciler.

#include "actors/desk/front_desk.hpp"

namespace sluice {

/// Of a word that was heard before it is told how things stand now.
void front_desk_actor::ask_reconciler(sluice::request& r, decltype(differences_wanted::ask) ask) {
  auto expected = expect_word(r);
  if (!expected) return;
  send(*needs_.reconciler,
       differences_wanted{.who = expected->who,
                          .ask = std::move(ask),
                          .why = cause_of(r),
                          .guard = std::move(expected->guard),
                          .is_repeated = expected->is_repeated});
}

}  // namespace sluice
