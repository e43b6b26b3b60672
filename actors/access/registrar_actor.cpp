#include "actors/access/registrar_actor.hpp"

#include "actors/access/access_notes.hpp"
#include "actors/access/access_view.hpp"
#include "base/invariant.hpp"
#include "base/overloaded.hpp"
#include "events/stream_name.hpp"

namespace sluice {

registrar_actor::registrar_actor(caf::actor_config& cfg, needs own)
    : settings_actor(cfg, {access_stream(), own.log, own.log_writer, own.clock}, {}),
      needs_(std::move(own)) {}

caf::behavior registrar_actor::make_behavior() {
  end_process_on_exception(this, needs_.last);
  begin();
  return {
      [this](settings_word<access::word>& w) {
        take(std::move(w));
        send_answers();
      },
      [this](const access_look& look) {
        answer said =
            std::visit([&](const auto& what) { return view_of(state(), what); }, look.what);
        send(*needs_.front_desk, batch<answered>{{{.who = look.who, .what = std::move(said)}}});
      },
      [this](const written& w) {
        on_written(w);
        send_answers();
      },
      [this](const stop_now&) { quit(); },
  };
}

void registrar_actor::begin() {
  if (const auto problem = load())
    needs_.tells->tell({.level = severity::critical,
                        .event = "settings_unreadable",
                        .message = *problem + "; nobody who signs may ask for anything"});
  take({.what = std::move(needs_.declared)});
}

/// What it asked for is durable by now; whoever wanted it hears of it after it holds.
void registrar_actor::on_heard(const settings_word<access::word>& w, const rejection* refused) {
  SLUICE_INVARIANT(w.what.has_value());
  if (const auto* t = std::get_if<access::take_over>(&*w.what))
    taken_over(*t, refused);
  else if (refused == nullptr)
    publish();
  reply(w, answer_to(w, refused));
}

/// A register that cannot be read lets nobody in who signs; that services of open merchants need
/// not is the file's word alone.
void registrar_actor::taken_over(const access::take_over& t, const rejection* refused) {
  const bool is_first = !std::exchange(doors_are_open_, true);
  if (refused == nullptr || is_first) {
    open_ = t.open;
    approvals_ = t.approvals;
  }
  publish();
  if (refused == nullptr) tell_of_gaps(*needs_.tells, *needs_.book->now());
  if (is_first) send(*needs_.front_desk, doors_open{});
}

void registrar_actor::publish() {
  // What could be read of a damaged register may lack the word that took somebody's key away.
  auto book = is_readable() ? access::book_of(state()) : access::book{};
  book.open = open_;
  book.approvals = approvals_;
  if (needs_.keys) needs_.keys->exchange(access::keys_in_force(state(), book));
  needs_.book->exchange(std::move(book));
}

answer registrar_actor::answer_to(const settings_word<access::word>& w,
                                  const rejection* refused) const {
  if (refused != nullptr) return *refused;
  if (w.under.is_rehearsal) return reload_view{};  // it could be so, and is not
  return view_after(*w.what);
}

answer registrar_actor::view_after(const access::word& w) const {
  const auto& s = state();
  return std::visit(
      overloaded{
          [](const access::take_over&) -> answer { return reload_view{}; },
          [&](const access::set_principal& p) { return view_of(s, p.principal); },
          [&](const access::add_key& k) { return view_of(s, k.key); },
          [&](const access::revoke_key& k) { return view_of(s, k.key); },
      },
      w);
}

}  // namespace sluice
