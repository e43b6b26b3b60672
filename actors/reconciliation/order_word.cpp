#include "actors/reconciliation/order_word.hpp"

#include "domain/reconciliation/order_claims.hpp"
#include "events/codec.hpp"
#include "events/stream_name.hpp"
#include "store/key_layout.hpp"

namespace sluice {

order_word word_of_order(const store::event_log& log, const order_id& order, const channel_id& at,
                         const reconciliation::number& of, bool is_back) {
  const auto read = log.read_stream(order_stream(order));
  const auto* records = std::get_if<std::vector<store::record>>(&read);
  if (records == nullptr) return {};
  order_word out;
  reconciliation::order_claims claims;
  for (const auto& r : *records) {
    const auto known = decode(r);
    const auto* content = std::get_if<decoded>(&known);
    const auto* e = content != nullptr ? std::get_if<order::event>(&content->event) : nullptr;
    if (e == nullptr || !claims.take(*e, {r.position, time_of(r)}, {})) return {};
    out.sequence = r.position;
  }
  claims.tell([&](const channel_id& where, const reconciliation::claim& c) {
    if (where == at && c.of == of && goes_back(c.what) == is_back) out.says = c;
  });
  return out;
}

std::optional<order_id> order_with(const store::event_log& log,
                                   const reconciliation::number& number) {
  const auto text = number.text();
  if (text.empty()) return std::nullopt;
  const auto stream = log.find_entry(store::entry_kind::channel_key, text);
  const auto owner = stream ? owner_of_stream(*stream) : std::nullopt;
  const auto* id = owner ? std::get_if<order_id>(&*owner) : nullptr;
  return id != nullptr ? std::optional(*id) : std::nullopt;
}

}  // namespace sluice
