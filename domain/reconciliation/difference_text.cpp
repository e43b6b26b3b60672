#include "domain/reconciliation/difference_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <vector>

#include "base/hex.hpp"
#include "base/sha256.hpp"

namespace sluice::reconciliation {
namespace {

constexpr std::string_view of_a_hash = "hash:";
constexpr std::string_view not_said = "-";
/// No bill of a day comes to more, in minor units or parts of them.
constexpr std::int64_t most = 1'000'000'000'000'000;

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> out;
  for (;;) {
    const auto end = text.find(at);
    out.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return out;
    text.remove_prefix(end + 1);
  }
}

/// Each word of a text once, under its name; what is wrong is noted, the first time.
class words {
 public:
  explicit words(std::string_view text) {
    for (const auto word : split(text, ' ')) {
      const auto equals = word.find('=');
      if (equals == std::string_view::npos || equals == 0)
        fail("has a word that is none: each is a name, = and a value");
      else if (!all_.emplace(word.substr(0, equals), word.substr(equals + 1)).second)
        fail("says " + std::string(word.substr(0, equals)) + " twice");
    }
  }

  std::optional<std::string_view> take(std::string_view name) {
    const auto at = all_.extract(name);
    return at ? std::optional(at.mapped()) : std::nullopt;
  }
  void fail(std::string why) {
    if (!problem_) problem_ = std::move(why);
  }
  template <class Value>
  Value known(std::string_view name, std::optional<Value> value, std::string_view must_be) {
    if (!value)
      fail("has a " + std::string(name) + " that is none: it must be " + std::string(must_be));
    return value.value_or(Value{});
  }
  std::int64_t amount(std::string_view name, std::string_view text) {
    std::int64_t out = 0;
    const auto* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, out);
    const bool is_one = error == std::errc{} && rest == end && out >= -most && out <= most;
    return known(name, is_one ? std::optional(out) : std::nullopt, "a whole number");
  }
  std::optional<std::int64_t> amount_if(std::string_view name, std::string_view text) {
    if (text == not_said) return std::nullopt;
    return amount(name, text);
  }
  std::uint64_t count(std::string_view name, std::string_view text) {
    const auto out = amount(name, text);
    if (out < 0) fail("has " + std::string(name) + " below 0");
    return static_cast<std::uint64_t>(out);
  }
  /// What nobody has taken is unknown.
  std::optional<std::string> problem() {
    if (!all_.empty()) fail("has a word " + std::string(all_.begin()->first) + " that is unknown");
    return problem_;
  }

 private:
  std::map<std::string_view, std::string_view> all_;
  std::optional<std::string> problem_;
};

number read_number(words& in) {
  const auto text = in.take("number");
  if (!text) return {};
  if (!text->starts_with(of_a_hash)) return number(*text);
  const auto raw = bytes_from_hex<std::tuple_size_v<number::bytes>>(text->substr(of_a_hash.size()));
  return number::from(in.known("number", raw, "one of ours, or hash: and 40 hexadecimal digits"));
}

template <class Enum>
Enum read_name(words& in, std::string_view name, std::string_view text) {
  for (const auto e : enumerators<Enum>)
    if (name_of(e) == text) return e;
  return in.known<Enum>(name, std::nullopt, "a name out of `sluice recon kinds`");
}

day_number read_day(words& in, std::string_view text) {
  return in.known("day", ledger::day_from_text(text), "a day, such as 2026-01-02");
}

currency read_unit(words& in, std::string_view text) {
  return in.known("currency", currency_from_name(text), "a currency, such as CNY");
}

std::uint64_t read_hash(words& in, std::string_view text) {
  std::uint64_t out = 0;
  const auto* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, out, 16);
  const bool is_one = error == std::errc{} && rest == end;
  return in.known("hash", is_one ? std::optional(out) : std::nullopt, "hexadecimal digits");
}

std::optional<bill_line> read_line(words& in, std::string_view name, const number& of) {
  const auto text = in.take(name);
  if (!text) return std::nullopt;
  const auto f = split(*text, ',');
  if (f.size() != 8) {
    in.fail("has a " + std::string(name) + " that is none: it has eight fields");
    return std::nullopt;
  }
  bill_line l{.row = static_cast<std::uint32_t>(in.count("row", f[6])),
              .of = of,
              .what = read_name<movement>(in, "movement", f[0]),
              .unit = read_unit(in, f[1]),
              .amount = in.amount("amount", f[2]),
              .settled = in.amount_if("settled amount", f[3]),
              .fee = in.amount_if("fee", f[4]),
              .bytes = read_hash(in, f[7])};
  if (f[5] != not_said) l.day = read_day(in, f[5]);
  return l;
}

std::optional<claim> read_claim(words& in, const number& of) {
  const auto text = in.take("here");
  if (!text) return std::nullopt;
  const auto f = split(*text, ',');
  if (f.size() != 7) {
    in.fail("has a here that is none: it has seven fields");
    return std::nullopt;
  }
  return claim{
      .of = of,
      .what = read_name<movement>(in, "movement", f[0]),
      .state = read_name<claim_state>(in, "state", f[1]),
      .unit = read_unit(in, f[2]),
      .amount = in.amount("amount", f[3]),
      .settled = in.amount_if("settled amount", f[4]),
      .fee = in.amount_if("fee", f[5]),
      .day = read_day(in, f[6])};
}

std::string text_if(const std::optional<std::int64_t>& value) {
  return value ? std::to_string(*value) : std::string(not_said);
}

std::string text_of_hash(std::uint64_t bytes) {
  std::array<char, 16> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), bytes, 16).ptr;
  return {digits.data(), end};
}

std::string number_word(const number& of) {
  return of.is_none() ? std::string{} : " number=" + text_of(of);
}

template <class Value>
std::variant<Value, std::string> read_whole(Value value, words& in) {
  if (auto why = in.problem()) return *std::move(why);
  return value;
}

}  // namespace

std::variant<difference, std::string> difference_from_text(std::string_view text) {
  words in(text);
  difference d{.kind = read_name<difference_kind>(in, "kind", in.take("kind").value_or("")),
               .of = read_number(in)};
  d.there = read_line(in, "there", d.of);
  d.before = read_line(in, "before", d.of);
  d.here = read_claim(in, d.of);
  if (d.there && d.kind == difference_kind::foreign_account) d.there->is_foreign = true;
  if (!d.there && !d.here && !d.before) in.fail("says neither there nor here nor before");
  return read_whole(std::move(d), in);
}

std::variant<bill_line, std::string> row_from_text(std::string_view text) {
  words in(text);
  const auto of = read_number(in);
  const auto line = read_line(in, "there", of);
  if (!line) in.fail("says no there");
  return read_whole(line.value_or(bill_line{}), in);
}

std::variant<bill_sum, std::string> sum_from_text(std::string_view text) {
  words in(text);
  bill_sum s{.unit = read_unit(in, in.take("unit").value_or(""))};
  s.rows = in.count("rows", in.take("rows").value_or("0"));
  s.amount = in.amount("amount", in.take("amount").value_or("0"));
  s.fee = in.amount("fee", in.take("fee").value_or("0"));
  s.fees_rounded = in.amount("fees_rounded", in.take("fees_rounded").value_or("0"));
  return read_whole(s, in);
}

std::string text_of(const number& n) {
  if (n.is_none()) return {};
  auto out = n.text();
  return out.empty() ? std::string(of_a_hash) + hex(n.raw()) : out;
}

std::string text_of_side(const bill_line& l) {
  return std::string(name_of(l.what)) + ',' + std::string(sluice::name_of(l.unit)) + ',' +
         std::to_string(l.amount) + ',' + text_if(l.settled) + ',' + text_if(l.fee) + ',' +
         (l.day ? ledger::text_of(*l.day) : std::string(not_said)) + ',' + std::to_string(l.row) +
         ',' + text_of_hash(l.bytes);
}

std::string text_of_side(const claim& c) {
  return std::string(name_of(c.what)) + ',' + std::string(name_of(c.state)) + ',' +
         std::string(sluice::name_of(c.unit)) + ',' + std::to_string(c.amount) + ',' +
         text_if(c.settled) + ',' + text_if(c.fee) + ',' + ledger::text_of(c.day);
}

std::string to_text(const difference& d) {
  auto out = "kind=" + std::string(name_of(d.kind)) + number_word(d.of);
  if (d.there) out += " there=" + text_of_side(*d.there);
  if (d.here) out += " here=" + text_of_side(*d.here);
  if (d.before) out += " before=" + text_of_side(*d.before);
  return out;
}

std::string to_text(const bill_line& row) {
  const auto of = number_word(row.of);
  return (of.empty() ? of : of.substr(1) + ' ') + "there=" + text_of_side(row);
}

std::string to_text(const bill_sum& s) {
  return "unit=" + std::string(sluice::name_of(s.unit)) + " rows=" + std::to_string(s.rows) +
         " amount=" + std::to_string(s.amount) + " fee=" + std::to_string(s.fee) +
         " fees_rounded=" + std::to_string(s.fees_rounded);
}

}  // namespace sluice::reconciliation
