#pragma once
/// How a kind of event is written: one row a kind, in the files beside this one. A row says which
/// field of v1::Payload holds the event, how it gets there and back, and how people are shown it.
/// Private to events/: codec.cpp and json.cpp walk the rows, and an event without one does not
/// compile.
///
///   template <>
///   struct form<order_paid> {
///     static constexpr auto number = v1::Payload::kOrderPaid;
///     static constexpr auto message = &v1::Payload::mutable_order_paid;
///     static void write(const order_paid& e, v1::OrderPaid& out);   // every field: `out` is used
///     static order_paid read(const v1::OrderPaid& m, field_check& check);  // over and over
///     static json fields(const order_paid& e);
///   };
///
/// A form with private fields also lists them, by their numbers in the event's message:
///     static constexpr auto privately = std::to_array<int>({v1::X::kTextFieldNumber});

#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "base/invariant.hpp"
#include "events/private_codec.hpp"
#include "events/v1/payload.pb.h"

namespace sluice::codec {

using json = nlohmann::ordered_json;

inline void write_money(const money& amount, v1::Money& out) {
  out.set_minor_units(amount.minor_units);
  out.set_currency(to_proto(amount.unit));
}

/// Messages are written over: what is not there must not be the last one's.
template <class Message>
void write_if(const std::optional<money>& amount, Message& out, void (Message::*clear)(),
              v1::Money* (Message::*field)()) {
  if (amount)
    write_money(*amount, *(out.*field)());
  else
    (out.*clear)();
}

/// What was read without its key cannot be written again.
inline const std::string& readable(const private_text& text) {
  SLUICE_INVARIANT(!text.is_sealed());
  return text.shown();
}

/// Also says by "sealed":["description"] that it is, so that no text can look as if it were.
inline void show_private(json& out, const std::string& name, const private_text& text) {
  out[name] = text.shown();
  if (text.is_sealed()) out["sealed"].push_back(name);
}

inline void show_if(json& out, const std::string& name, const std::optional<money>& amount) {
  if (!amount) return;
  out[name + "_minor"] = amount->minor_units;
  out[name + "_currency"] = name_of(amount->unit);
}

}  // namespace sluice::codec
