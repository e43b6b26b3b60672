#include "app/carried_file.hpp"

#include <charconv>
#include <fstream>
#include <sstream>

#include "base/enumerators.hpp"
#include "base/hex.hpp"

namespace sluice::app {
namespace {

using namespace reconciliation;

constexpr std::string_view title = "sluice carried 1";
constexpr std::string_view columns_of_it =
    "# movement, state, number, currency, minor units, day, bills that it may wait for (seen: 0)";
constexpr int most_waits = 99;

template <class Enum>
std::optional<Enum> named(std::string_view text) {
  for (const auto one : enumerators<Enum>)
    if (name_of(one) == text) return one;
  return std::nullopt;
}

template <class Number>
std::optional<Number> whole_number(const std::string& text) {
  Number out{};
  const auto* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, out);
  return read.ec == std::errc{} && read.ptr == end ? std::optional(out) : std::nullopt;
}

std::string text_of_number(const number& n) {
  auto text = n.text();
  return text.empty() ? '#' + hex(n.raw()) : text;
}

std::optional<number> number_from(const std::string& text) {
  if (!text.starts_with('#')) return number(text);
  const auto raw = bytes_from_hex<std::tuple_size_v<number::bytes>>(text.substr(1));
  return raw ? std::optional(number::from(*raw)) : std::nullopt;
}

/// Without it nobody would see that a line is missing.
std::string ending(std::size_t many) { return "end, " + std::to_string(many) + " in all"; }

std::optional<claim> claim_in(const std::string& line) {
  std::istringstream in(line);
  std::string what, state, of, unit, minor, day, waits, more;
  if (!(in >> what >> state >> of >> unit >> minor >> day >> waits) || in >> more)
    return std::nullopt;
  const auto movement_of = named<movement>(what);
  const auto state_of = named<claim_state>(state);
  const auto known = number_from(of);
  const auto currency_of = currency_from_name(unit);
  const auto amount = whole_number<std::int64_t>(minor);
  const auto on = ledger::day_from_text(day);
  const auto left = whole_number<int>(waits);
  if (!movement_of || !state_of || !known || !currency_of || !amount || !on || !left)
    return std::nullopt;
  if (*left < 0 || *left > most_waits) return std::nullopt;
  return claim{
      .of = *known,
      .what = *movement_of,
      .state = *state_of,
      .unit = *currency_of,
      .amount = *amount,
      .day = *on,
      .stands = *left == 0 ? standing::seen : standing::carried,
      .waits = static_cast<std::uint8_t>(*left)};
}

}  // namespace

std::variant<std::vector<claim>, std::string> read_carried(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::string line;
  if (!in || !std::getline(in, line))
    return "--carried " + file.string() + " cannot be read, or is empty";
  if (line != title)
    return "--carried " + file.string() + " is no such file: it does not begin with \"" +
           std::string(title) + '"';
  std::vector<claim> out;
  for (int at = 2; std::getline(in, line); ++at) {
    if (line.empty() || line.starts_with('#')) continue;
    if (line == ending(out.size())) return out;
    const auto one = claim_in(line);
    if (!one)
      return "--carried " + file.string() + ", line " + std::to_string(at) +
             ": it is not what --carry-to writes";
    out.push_back(*one);
  }
  return "--carried " + file.string() + " ends without \"" + ending(out.size()) +
         "\": it was cut, or never written to its end";
}

std::optional<std::string> write_carried(const std::filesystem::path& file,
                                         const std::vector<claim>& all) {
  auto beside = file;
  beside += ".new";
  std::ofstream out(beside, std::ios::trunc);
  out << title << '\n' << columns_of_it << '\n';
  for (const auto& c : all)
    out << name_of(c.what) << ' ' << name_of(c.state) << ' ' << text_of_number(c.of) << ' '
        << sluice::name_of(c.unit) << ' ' << c.amount << ' ' << ledger::text_of(c.day) << ' '
        << (c.stands == standing::seen ? 0 : int{c.waits}) << '\n';
  out << ending(all.size()) << '\n';
  out.close();
  std::error_code failed;
  if (out) std::filesystem::rename(beside, file, failed);
  if (out && !failed) return std::nullopt;
  return "--carry-to " + file.string() + " cannot be written";
}

}  // namespace sluice::app
