/// The front desk's questions about who may ask: each is answered by the registrar.

#include "actors/desk/front_desk.hpp"

namespace sluice {

/// Of a word that was heard before it is told how things stand now.
void front_desk_actor::ask_registrar(sluice::request& r, register_subject about,
                                     access::word what) {
  auto expected = expect_word(r);
  if (!expected) return;
  if (expected->is_repeated)
    return send(*needs_.registrar, access_look{expected->who, std::move(about)});
  send(*needs_.registrar, to_keeper(r, *std::move(expected), std::optional{std::move(what)}));
}

void front_desk_actor::look_at_register(sluice::request& r, register_subject what) {
  const auto who = expect({.reply_to = std::move(r.reply_to), .order = {}, .id = {}});
  send(*needs_.registrar, access_look{who, std::move(what)});
}

}  // namespace sluice
