#pragma once
/// What is kept of a merchant's money for a refund, as several events have it.

#include <limits>

#include "domain/ledger/day.hpp"
#include "domain/refund_hold.hpp"
#include "events/forms/form.hpp"

namespace sluice::codec {

inline ledger::day_number read_day(std::string_view field, std::int64_t written,
                                   field_check& check) {
  using limits = std::numeric_limits<ledger::day_number>;
  if (written < 0 || written > limits::max()) check.fail(field, "is no day");
  return static_cast<ledger::day_number>(written);
}

inline void write_hold(const refund_hold& h, v1::RefundHold& out) {
  out.set_settled(h.settled);
  out.set_fee_back(h.fee_back);
  out.set_lot(h.lot);
  out.set_from_lot(h.from_lot);
  out.set_from_available(h.from_available);
}

inline std::optional<refund_hold> read_hold_if(bool present, const v1::RefundHold& m,
                                               field_check& check) {
  if (!present) return std::nullopt;
  check.only_known_fields(m);
  for (const auto minor : {m.settled(), m.fee_back(), m.from_lot(), m.from_available()})
    if (minor < 0) check.fail("hold", "an amount is below zero");
  return refund_hold{
      m.settled(), m.fee_back(), read_day("lot", m.lot(), check), m.from_lot(), m.from_available()};
}

inline json fields_of(const refund_hold& h) {
  return {{"settled_minor", h.settled},
          {"fee_back_minor", h.fee_back},
          {"lot", ledger::text_of(h.lot)},
          {"from_lot_minor", h.from_lot},
          {"from_available_minor", h.from_available}};
}

}  // namespace sluice::codec
