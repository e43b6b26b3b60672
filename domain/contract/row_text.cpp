#include "domain/contract/row_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace sluice::contract {
namespace {

std::optional<std::int64_t> number_in(std::string_view text) {
  std::int64_t out = 0;
  const auto* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, out);
  if (read.ec != std::errc{} || read.ptr != end || out < 0) return std::nullopt;
  return out;
}

/// Takes the value up. False: it cannot be one.
using setter = bool (*)(row& into, std::string_view value);

template <class Value, class Target>
bool take(std::optional<Value> value, Target& into) {
  if (!value) return false;
  into = *std::move(value);
  return true;
}

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

struct word {
  std::string_view name, allowed;
  setter set;
};

constexpr std::string_view whole_number = "a whole number, 0 or more";
constexpr auto words = std::to_array<word>({
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

std::string names_of_words() {
  std::string out;
  for (const auto& w : words) out.append(out.empty() ? "" : ", ").append(w.name);
  return out;
}

/// Nothing: it was taken up.
std::optional<std::string> take_word(row& into, std::string_view text,
                                     std::vector<std::string_view>& seen) {
  const auto equals = text.find('=');
  const auto name = text.substr(0, equals);
  const auto known = std::ranges::find(words, name, &word::name);
  if (equals == std::string_view::npos || known == words.end())
    return "has a word that is none: each is a name, '=' and a value, and names are " +
           names_of_words();
  if (std::ranges::find(seen, name) != seen.end()) return "says " + std::string(name) + " twice";
  seen.push_back(name);
  if (known->set(into, text.substr(equals + 1))) return std::nullopt;
  return "has a " + std::string(name) + " that is none: it must be " + std::string(known->allowed);
}

void add_word(std::string& out, std::string_view name, std::string_view value) {
  out.append(out.empty() ? "" : " ").append(name).append(1, '=').append(value);
}

void add_word(std::string& out, std::string_view name, std::int64_t value, std::int64_t usual = 0) {
  if (value != usual) add_word(out, name, std::to_string(value));
}

}  // namespace

std::variant<row, std::string> row_from_text(std::string_view text) {
  row out;
  std::vector<std::string_view> seen;
  for (std::size_t from = 0; from <= text.size();) {
    const auto to = std::min(text.find(' ', from), text.size());
    if (auto wrong = take_word(out, text.substr(from, to - from), seen)) return *std::move(wrong);
    from = to + 1;
  }
  return out;
}

std::string to_text(const row& r) {
  std::string out;
  if (r.channel) add_word(out, "channel", r.channel->value());
  if (r.type) add_word(out, "business_type", name_of(*r.type));
  if (!r.method.empty()) add_word(out, "paid_with", instrument(r.method, r.bank).text());
  add_word(out, "amount_from", r.amount_from);
  if (r.amount_below) add_word(out, "amount_below", std::to_string(*r.amount_below));
  add_word(out, "parts_per_million", r.by.parts_per_million, -1);
  add_word(out, "fixed_minor", r.by.fixed_minor);
  add_word(out, "least_minor", r.by.least_minor);
  if (r.by.most_minor) add_word(out, "most_minor", std::to_string(*r.by.most_minor));
  if (r.by.rounded != rounding::half_up) add_word(out, "rounding", name_of(r.by.rounded));
  if (r.returns != fee_return::cumulative) add_word(out, "fee_return", name_of(r.returns));
  return out;
}

}  // namespace sluice::contract
