#include "domain/contract/row_text.hpp"

#include <array>

#include "domain/said_words.hpp"

namespace sluice::contract {
namespace {

using said_words::add;
using said_words::number_in;
using said_words::take;
using said_words::whole_number;

bool take_instrument(row& into, std::string_view value) {
  const auto with = instrument_from_text(value);
  if (!with) return false;
  into.method = with->method();
  into.bank = with->bank();
  return true;
}

bool take_channel(row& into, std::string_view value) {
  if (!is_name(value)) return false;
  into.channel = channel_id{std::string(value)};
  return true;
}

constexpr auto words = std::to_array<said_words::word<row>>({
    {"channel", "the name of a channel", take_channel},
    {"business_type", "a kind of business such as payment_code",
     [](row& r, std::string_view v) { return take(business_type_from_name(v), r.type); }},
    {"paid_with", instrument_rule, take_instrument},
    {"amount_from", whole_number,
     [](row& r, std::string_view v) { return take(number_in(v), r.amount_from); }},
    {"amount_below", whole_number,
     [](row& r, std::string_view v) { return take(number_in(v), r.amount_below); }},
    {"parts_per_million", whole_number,
     [](row& r, std::string_view v) { return take(number_in(v), r.by.parts_per_million); }},
    {"fixed_minor", whole_number,
     [](row& r, std::string_view v) { return take(number_in(v), r.by.fixed_minor); }},
    {"least_minor", whole_number,
     [](row& r, std::string_view v) { return take(number_in(v), r.by.least_minor); }},
    {"most_minor", whole_number,
     [](row& r, std::string_view v) { return take(number_in(v), r.by.most_minor); }},
    {"rounding", "half_up, half_even or down",
     [](row& r, std::string_view v) { return take(rounding_from_name(v), r.by.rounded); }},
    {"fee_return", "cumulative, per_refund or none",
     [](row& r, std::string_view v) { return take(fee_return_from_name(v), r.returns); }},
});

}  // namespace

std::variant<row, std::string> row_from_text(std::string_view text) {
  return said_words::read<row>(text, words);
}

std::string to_text(const row& r) {
  std::string out;
  if (r.channel) add(out, "channel", r.channel->value());
  if (r.type) add(out, "business_type", name_of(*r.type));
  if (!r.method.empty()) add(out, "paid_with", instrument(r.method, r.bank).text());
  add(out, "amount_from", r.amount_from);
  if (r.amount_below) add(out, "amount_below", std::to_string(*r.amount_below));
  add(out, "parts_per_million", r.by.parts_per_million, -1);
  add(out, "fixed_minor", r.by.fixed_minor);
  add(out, "least_minor", r.by.least_minor);
  if (r.by.most_minor) add(out, "most_minor", std::to_string(*r.by.most_minor));
  if (r.by.rounded != rounding::half_up) add(out, "rounding", name_of(r.by.rounded));
  if (r.returns != fee_return::cumulative) add(out, "fee_return", name_of(r.returns));
  return out;
}

}  // namespace sluice::contract
