#include "app/backup/lost_names.hpp"

#include <map>
#include <set>

#include "actors/merchant/merchant_register.hpp"
#include "app/backup/stored_file.hpp"
#include "base/overloaded.hpp"
#include "events/codec.hpp"
#include "events/stream_name.hpp"
#include "store/key_layout.hpp"

namespace sluice::app {
namespace {

using name = std::pair<char, std::string>;
using names = std::set<name>;

/// Whose word an event is, if it says so: command ids of words about settings are a person's own.
template <class Event>
const signed_by* signed_in(const Event& e) {
  if constexpr (requires { e.who.operator_name; })
    return &e.who;
  else if constexpr (requires { e.who->operator_name; })
    return e.who ? &*e.who : nullptr;
  else
    return nullptr;
}

std::string scope_of_word(const approval::word& w) {
  if (const auto* r = std::get_if<resolve_order>(&w)) return r->order.merchant.value();
  return '@' + approval::signed_in(w).operator_name;
}

class names_in {
 public:
  explicit names_in(names& into) : into_(into) {}

  void add(const store::record& r) {
    const auto result = decode(r);
    const auto* content = std::get_if<decoded>(&result);
    if (content == nullptr)
      throw backup_failed("record " + std::to_string(r.position) +
                          " cannot be read: " + std::get<undecodable>(result).message);
    std::visit([this](const auto& any) { std::visit([this](const auto& e) { keys_of(e); }, any); },
               content->event);
    if (content->why.command_id.empty()) return;
    for (const auto& scope : scopes_of(r, *content))
      into_.emplace(store::entry_kind::command, scope + '/' + content->why.command_id);
  }

 private:
  template <class Event>
  void keys_of(const Event& e) {
    if constexpr (requires { e.key; }) {
      if constexpr (std::is_same_v<decltype(e.key), channel_key>)
        into_.emplace(store::entry_kind::channel_key, e.key.value());
    }
  }
  void keys_of(const approval::proposed& p) {
    if (!p.id.value().empty())
      into_.emplace(
          store::entry_kind::proposed_command, scope_of_word(p.what) + '/' + p.id.value());
  }

  /// Whose command ids the event's may be one of.
  static std::vector<std::string> scopes_of(const store::record& r, const decoded& content) {
    const auto owner = owner_of_stream(r.stream);
    if (const auto* order = owner ? std::get_if<order_id>(&*owner) : nullptr)
      return {order->merchant.value()};
    if (const auto* agreement = owner ? std::get_if<agreement_id>(&*owner) : nullptr)
      return {agreement->merchant.value()};
    std::vector<std::string> out{'@' + content.why.asker().principal};
    const auto add_signer = [&](const auto& e) {
      if (const auto* who = signed_in(e)) out.push_back('@' + who->operator_name);
    };
    std::visit([&](const auto& any) { std::visit(add_signer, any); }, content.event);
    return out;
  }

  names& into_;
};

/// Places have no gaps: where one goes, those behind it move up.
void take_places(const store::event_log& log, const std::set<std::string>& of,
                 store::entry_changes& out) {
  if (of.empty()) return;
  constexpr auto kind = store::entry_kind::merchant_place;
  std::vector<merchant_id> all;
  while (auto m = merchant_at(log, static_cast<merchant_place>(all.size() + 1)))
    all.push_back(*std::move(m));
  merchant_place place = 0, kept = 0;
  for (const auto& m : all) {
    ++place;
    if (of.contains(m.value()))
      out.gone.emplace_back(kind, m.value());
    else if (++kept != place)
      for (auto& e : entries_of_place(m, kept)) out.put.push_back(std::move(e));
  }
  for (; kept < place; ++kept) out.gone.emplace_back(kind, key_of_place(kept + 1));
}

void must_be_read(const std::optional<store::damage>& bad) {
  if (bad) throw backup_failed("the log cannot be read: " + bad->what);
}

}  // namespace

store::entry_changes lost_names(const store::event_log& log, store::sequence last) {
  names lost, kept;
  std::set<std::string> streams, merchants;
  must_be_read(log.read_all(last + 1, [&](const store::record& r) {
    names_in(lost).add(r);
    const auto owner = owner_of_stream(r.stream);
    const auto* merchant = owner ? std::get_if<merchant_id>(&*owner) : nullptr;
    if (merchant != nullptr && r.stream_position == 1) merchants.insert(merchant->value());
    if (r.previous_in_stream != 0) streams.insert(r.stream);
    return true;
  }));
  for (const auto& stream : streams) {
    const auto all = log.read_stream(stream);
    if (const auto* bad = std::get_if<store::damage>(&all)) must_be_read(*bad);
    for (const auto& r : std::get<std::vector<store::record>>(all))
      if (r.position <= last) names_in(kept).add(r);
  }
  store::entry_changes out;
  for (const auto& n : lost)
    if (!kept.contains(n)) out.gone.push_back(n);
  take_places(log, merchants, out);
  return out;
}

}  // namespace sluice::app
