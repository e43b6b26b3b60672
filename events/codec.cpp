#include "events/codec.hpp"

#include <google/protobuf/arena.h>

#include <array>
#include <type_traits>
#include <utility>

#include "base/invariant.hpp"
#include "events/forms/all.hpp"

namespace sluice {
namespace {

using namespace codec;

/// Messages live for one call. The thread's buffer is large enough for any usual event, so that no
/// memory is asked for but for long texts.
class scratch {
 public:
  scratch() : arena_(options()) {}
  v1::Payload& fresh_payload() {
    arena_.Reset();
    return *google::protobuf::Arena::CreateMessage<v1::Payload>(&arena_);
  }

 private:
  google::protobuf::ArenaOptions options() {
    google::protobuf::ArenaOptions out;
    out.initial_block = buffer_;
    out.initial_block_size = sizeof buffer_;
    return out;
  }
  static constexpr std::size_t usual_size = 4096;
  alignas(std::max_align_t) char buffer_[usual_size];
  google::protobuf::Arena arena_;
};

scratch& of_this_thread() {
  static thread_local scratch s;
  return s;
}

// -- writing ------------------------------------------------------------------------

/// One message for each kind of event and thread, written over again and again: what it holds, even
/// the memory of its texts, is there already.
v1::Payload& kept_payload(const order::event& event) {
  static thread_local std::array<v1::Payload, std::variant_size_v<order::event>> all;
  return all.at(event.index());
}

/// Most events are nobody's in particular, and follow one that was not either.
void write_asker(const asked_by* by, v1::Cause& out) {
  if (by != nullptr) {
    out.set_principal(by->principal);
    out.set_proposal(by->proposal);
  } else if (!out.principal().empty() || !out.proposal().empty()) {
    out.clear_principal();
    out.clear_proposal();
  }
}

store::new_record written(event_type type, const cause& why, instant at, v1::Payload& payload) {
  auto& c = *payload.mutable_cause();
  c.set_command_id(why.command_id);
  c.set_traceparent(why.traceparent);
  write_asker(why.by.get(), c);
  store::new_record out;
  out.type = static_cast<std::uint16_t>(type);
  out.schema_version = own_upcasts().newest_version(type);
  out.time_ms = at.time_since_epoch().count();
  out.payload = payload.SerializeAsString();
  return out;
}

// -- reading ------------------------------------------------------------------------

template <class Event, class Events>
concept listed_in = std::is_constructible_v<Events, std::in_place_type_t<Event>, Event>;

template <class Event, class Families>
struct family_among;
template <class Event, class First, class... Others>
struct family_among<Event, std::variant<First, Others...>>
    : std::conditional_t<listed_in<Event, First>, std::type_identity<First>,
                         family_among<Event, std::variant<Others...>>> {};

template <class Event>
using family_of = typename family_among<Event, any_event>::type;

template <class Event>
google::protobuf::Message* read_as(v1::Payload& p, field_check& check, any_event& out) {
  auto* const m = (p.*form<Event>::message)();
  check.only_known_fields(*m);
  if (const auto* sealed = check.sealed()) {
    if constexpr (has_private_fields<Event>)
      put_back_private(*m, form<Event>::privately, *sealed, check);
    else
      check.fail("sealed part", "nothing of such an event is private");
  }
  out.emplace<family_of<Event>>(std::in_place_type<Event>, form<Event>::read(*m, check));
  return m;
}

/// Returns the event's message; null: there is none.
google::protobuf::Message* read_event(v1::Payload& p, field_check& check, any_event& out) {
  google::protobuf::Message* read = nullptr;
  all_events::any([&]<class Event>(std::in_place_type_t<Event>) {
    if (p.event_case() != form<Event>::number) return false;
    read = read_as<Event>(p, check, out);
    return true;
  });
  if (read == nullptr) check.fail("event", "missing");
  return read;
}

google::protobuf::Message* read_payload(v1::Payload& p, event_type type, field_check& check,
                                        decoded& out) {
  check.only_known_fields(p);
  check.only_known_fields(p.cause());
  if (!p.has_cause()) check.fail("cause", "missing");
  if (p.event_case() != v1::Payload::EVENT_NOT_SET &&
      static_cast<int>(p.event_case()) != static_cast<int>(type))
    check.fail("event", "the payload holds another event than the record's type says");
  out.why.command_id = p.cause().command_id();
  out.why.traceparent = p.cause().traceparent();
  if (!p.cause().principal().empty() || !p.cause().proposal().empty())
    out.why.by =
        std::make_shared<const asked_by>(asked_by{p.cause().principal(), p.cause().proposal()});
  return read_event(p, check, out.event);
}

/// A message that is read into over and again: the memory of its texts is there already.
class kept_message {
 public:
  /// False: something is not as usual, and only a message that was empty before can tell what.
  bool read(event_type type, const std::string& bytes, decoded& out) {
    empty();
    if (!payload_.MergeFromString(bytes)) return false;
    field_check check;
    auto* const event = read_payload(payload_, type, check, out);
    // An event that says nothing may as well be the last one's, emptied.
    if (!check.fault().empty() || event->ByteSizeLong() == 0) return false;
    event_ = event;
    return true;
  }

 private:
  /// All of it, unless the last event was read to its end: an exception may have come between.
  void empty() {
    if (auto* const last = std::exchange(event_, nullptr)) {
      payload_.clear_cause();
      last->Clear();
    } else {
      payload_.Clear();
    }
  }

  v1::Payload payload_;
  google::protobuf::Message* event_ = nullptr;  ///< in payload_; null: nothing that can be kept
};

bool read_over_kept(event_type type, const std::string& bytes, decoded& out) {
  constexpr auto first = static_cast<std::size_t>(event_type::first_of_order);
  static thread_local std::array<kept_message, std::variant_size_v<order::event>> all;
  const auto index = static_cast<std::size_t>(type) - first;
  return index < all.size() && all[index].read(type, bytes, out);
}

undecodable because(std::string_view type, std::string_view problem) {
  std::string message{type};
  message += ": ";
  message += problem;
  return {std::move(message)};
}

decode_result read_anew(event_type type, const std::string& bytes, const sealed_part* sealed) {
  auto& payload = of_this_thread().fresh_payload();
  if (!payload.ParseFromString(bytes))
    return because(name_of(type), "the payload is cut or is no Protobuf message");
  field_check check(sealed);
  decoded out;
  read_payload(payload, type, check, out);
  if (!check.fault().empty()) return because(name_of(type), check.fault());
  return out;
}

decode_result decode_newest(event_type type, const std::string& bytes) {
  decode_result out{std::in_place_type<decoded>};
  if (!read_over_kept(type, bytes, std::get<decoded>(out))) out = read_anew(type, bytes, nullptr);
  return out;
}

decode_result decode_sealed(event_type type, const store::record& r, const upcast_table& steps,
                            const record_keys& keys) {
  const auto parts = parts_of(r.payload);
  if (!parts) return because(name_of(type), "the lengths in its sealed payload do not add up");
  sealed_part sealed;
  if (const auto* key = keys.find(parts->key_id)) {
    sealed.text = text_in({r.stream, r.stream_position, r.type, r.schema_version}, *parts, *key);
    if (!sealed.text)
      return because(name_of(type), "its sealed part is damaged, or was sealed for another place");
  }
  auto clear = steps.lifted(type, r.schema_version, std::string(parts->clear));
  if (auto* problem = std::get_if<undecodable>(&clear)) return std::move(*problem);
  return read_anew(type, std::get<std::string>(clear), &sealed);
}

}  // namespace

namespace {

template <class Events>
void write_form(const Events& event, v1::Payload& payload) {
  std::visit([&]<class Event>(
                 const Event& e) { form<Event>::write(e, *(payload.*form<Event>::message)()); },
             event);
}

template <class Events>
bool has_private(const Events& event) noexcept {
  return std::visit([]<class Event>(const Event&) { return has_private_fields<Event>; }, event);
}

template <class Events>
store::new_record sealed(const Events& event, const cause& why, instant at, const sealing& with,
                         v1::Payload& payload) {
  std::optional<secret> text;
  std::visit(
      [&]<class Event>(const Event& e) {
        auto& m = *(payload.*form<Event>::message)();
        form<Event>::write(e, m);
        if constexpr (has_private_fields<Event>)
          text.emplace(take_private(m, form<Event>::privately));
      },
      event);
  SLUICE_INVARIANT(text.has_value());
  auto out = written(type_of(event), why, at, payload);
  out.payload = sealed_payload({with.stream, with.position, out.type, out.schema_version},
                               out.payload, with.under, with.once, *text);
  out.has_sealed_part = true;
  return out;
}

/// Seldom enough: nothing is kept for the next one.
template <class Events>
store::new_record encode_seldom(const Events& event, const cause& why, instant at) {
  auto& payload = of_this_thread().fresh_payload();
  write_form(event, payload);
  return written(type_of(event), why, at, payload);
}

}  // namespace

store::new_record encode(const order::event& event, const cause& why, instant at) {
  auto& payload = kept_payload(event);
  write_form(event, payload);
  return written(type_of(event), why, at, payload);
}

bool says_private(const order::event& event) noexcept { return has_private(event); }

store::new_record encode(const order::event& event, const cause& why, instant at,
                         const sealing& with) {
  return sealed(event, why, at, with, kept_payload(event));
}

store::new_record encode(const agreement::event& event, const cause& why, instant at) {
  return encode_seldom(event, why, at);
}

bool says_private(const agreement::event& event) noexcept { return has_private(event); }

store::new_record encode(const agreement::event& event, const cause& why, instant at,
                         const sealing& with) {
  return sealed(event, why, at, with, of_this_thread().fresh_payload());
}

store::new_record encode(const channel::event& event, const cause& why, instant at) {
  return encode_seldom(event, why, at);
}

store::new_record encode(const merchant::event& event, const cause& why, instant at) {
  return encode_seldom(event, why, at);
}

store::new_record encode(const approval::event& event, const cause& why, instant at) {
  return encode_seldom(event, why, at);
}

store::new_record encode(const routing::event& event, const cause& why, instant at) {
  return encode_seldom(event, why, at);
}

store::new_record encode(const degradation::event& event, const cause& why, instant at) {
  return encode_seldom(event, why, at);
}

store::new_record encode(const contract::event& event, const cause& why, instant at) {
  return encode_seldom(event, why, at);
}

store::new_record encode(const balance::event& event, const cause& why, instant at) {
  return encode_seldom(event, why, at);
}

store::new_record encode(const alarm::event& event, const cause& why, instant at) {
  return encode_seldom(event, why, at);
}

store::new_record encode(const webhook::event& event, const cause& why, instant at) {
  return encode_seldom(event, why, at);
}

store::new_record encode(const reconciliation::event& event, const cause& why, instant at) {
  return encode_seldom(event, why, at);
}

store::new_record encode(const access::event& event, const cause& why, instant at) {
  return encode_seldom(event, why, at);
}

namespace {

decode_result decode_with(const store::record& record, const upcast_table& steps,
                          const record_keys& keys) {
  const auto type = event_type_from_number(record.type);
  if (!type) return undecodable{"unknown event type " + std::to_string(record.type)};
  const auto newest = steps.newest_version(*type);
  if (record.schema_version == 0 || record.schema_version > newest)
    return because(
        name_of(*type), "schema version " + std::to_string(record.schema_version) +
                            " is not known here; 1 to " + std::to_string(newest) + " are");
  if (record.has_sealed_part) return decode_sealed(*type, record, steps, keys);
  if (record.schema_version == newest) return decode_newest(*type, record.payload);
  auto lifted = steps.lifted(*type, record.schema_version, record.payload);
  if (auto* problem = std::get_if<undecodable>(&lifted)) return std::move(*problem);
  return decode_newest(*type, std::get<std::string>(lifted));
}

const record_keys& no_keys() {
  static const record_keys none;
  return none;
}

}  // namespace

decode_result decode(const store::record& record) { return decode(record, no_keys()); }

decode_result decode(const store::record& record, const record_keys& keys) {
  return decode_with(record, own_upcasts(), keys);
}

decode_result decode(const store::record& record, const upcast_table& steps) {
  return decode_with(record, steps, no_keys());
}

}  // namespace sluice
