#include "actors/order/order_journal.hpp"

#include <stdexcept>
#include <utility>

#include "base/invariant.hpp"
#include "events/stream_name.hpp"
#include "store/key_layout.hpp"

namespace sluice {
namespace {

order::event event_in(const store::record& r, const record_keys& keys) {
  auto result = decode(r, keys);
  auto* event = std::get_if<decoded>(&result);
  auto* mine = event != nullptr ? std::get_if<order::event>(&event->event) : nullptr;
  if (mine == nullptr)
    throw std::runtime_error("its event cannot be decoded at " + std::to_string(r.position));
  return std::move(*mine);
}

/// The number that its channel knows; notifications name nothing else.
const channel_key* number_given_by(const order::event& e) {
  if (const auto* started = std::get_if<order::attempt_started>(&e)) return &started->key;
  if (const auto* capture = std::get_if<order::capture_requested>(&e)) return &capture->key;
  if (const auto* refund = std::get_if<order::refund_requested>(&e)) return &refund->key;
  return nullptr;
}

}  // namespace

void order_journal::load(const store::event_log& log, const order_id& id) {
  state_ = std::make_unique<order::state>();
  next_.reset();
  position_ = 0;
  last_ = 0;
  const auto stream = log.read_stream(order_stream(id));
  if (const auto* bad = std::get_if<store::damage>(&stream))
    throw std::runtime_error("its stream cannot be read: " + bad->what);
  const auto keys = keys_.now();
  for (const auto& r : std::get<std::vector<store::record>>(stream)) {
    const auto event = event_in(r, *keys);
    if (!may_follow(*state_, event))
      throw std::runtime_error("its history breaks the rules at " + std::to_string(r.position));
    apply(*state_, event, time_of(r));
    position_ = r.stream_position;
    last_ = r.position;
  }
}

store::new_record order_journal::sealed(const order_id& id, const order::event& e, const cause& why,
                                        instant now, const store::append_request& in) const {
  const auto keys = keys_.now();
  const auto* const under = keys->newest_of(id.merchant);
  if (under == nullptr) return encode(e, why, now);
  const auto position = in.expected + static_cast<store::stream_sequence>(in.records.size()) + 1;
  return encode(e, why, now, {*under, keys_.fresh_nonce(), in.stream, position});
}

order_journal::prepared order_journal::prepare(
    const order_id& id, std::span<const order::event> events, const cause& why, instant now) const {
  prepared out{
      {.stream = order_stream(id), .expected = position_}, std::make_unique<order::state>(*state_)};
  auto& request = out.request;
  request.records.reserve(events.size());
  const bool seals = keys_.any();
  for (const auto& e : events) {
    apply(*out.next, e, now);
    if (seals && says_private(e))
      request.records.push_back(sealed(id, e, why, now, request));
    else
      request.records.push_back(encode(e, why, now));
    if (const auto* key = number_given_by(e))
      request.entries.push_back({store::entry_kind::channel_key, key->value(), request.stream});
  }
  request.open_after = !is_closed(*out.next);
  return out;
}

void order_journal::begin(std::unique_ptr<order::state> next, std::size_t events) noexcept {
  SLUICE_INVARIANT(!is_writing() && next != nullptr);
  next_position_ = position_ + static_cast<store::stream_sequence>(events);
  next_ = std::move(next);
}

void order_journal::commit(const store::committed& where) {
  SLUICE_INVARIANT(is_writing());
  SLUICE_INVARIANT(where.first > last_ && where.last >= where.first);
  SLUICE_INVARIANT(where.last - where.first + 1 == next_position_ - position_);
  state_ = std::move(next_);
  position_ = next_position_;
  last_ = where.last;
}

}  // namespace sluice
