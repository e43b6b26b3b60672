#include "sim/providers/wire_text.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "sim/providers/face.hpp"

namespace sluice::sim {
namespace {

struct calendar_time {
  int year, month, day, hour, minute, second;
};

calendar_time in_beijing(instant at) {
  using namespace std::chrono;
  const auto local = floor<seconds>(at + hours{8});  // no summer time since 1991
  const auto day = floor<days>(local);
  const year_month_day date{day};
  const hh_mm_ss clock{local - day};
  return {static_cast<int>(date.year()),
          static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day())),
          static_cast<int>(clock.hours().count()),
          static_cast<int>(clock.minutes().count()),
          static_cast<int>(clock.seconds().count())};
}

std::string format_time(const char* how, instant at) {
  const auto t = in_beijing(at);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), how, t.year, t.month, t.day, t.hour, t.minute, t.second);
  return text.data();
}

int decimals_of(currency unit) {
  const auto* row = std::find_if(
      currencies.begin(), currencies.end(), [&](const currency_info& c) { return c.code == unit; });
  return row == currencies.end() ? 2 : row->decimals;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+') {
      out += ' ';
    } else if (text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
               hex_value(text[i + 2]) >= 0) {
      out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

namespace {

std::string encode(std::string_view text) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       c == '-' || c == '_' || c == '.' || c == '~';
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += hex[byte >> 4U];
      out += hex[byte & 15U];
    }
  }
  return out;
}

}  // namespace

std::string beijing_time(instant at) { return format_time("%04d-%02d-%02d %02d:%02d:%02d", at); }
std::string beijing_iso(instant at) {
  return format_time("%04d-%02d-%02dT%02d:%02d:%02d+08:00", at);
}
std::string beijing_digits(instant at) { return format_time("%04d%02d%02d%02d%02d%02d", at); }

std::optional<instant> from_beijing_time(std::string_view text) {
  using namespace std::chrono;
  calendar_time t{};
  const std::string whole{text};
  if (std::sscanf(whole.c_str(), "%4d-%2d-%2d %2d:%2d:%2d", &t.year, &t.month, &t.day, &t.hour,
                  &t.minute, &t.second) != 6)
    return std::nullopt;
  const year_month_day date{
      year{t.year}, month(static_cast<unsigned>(t.month)), day(static_cast<unsigned>(t.day))};
  const instant at{sys_days{date} + hours{t.hour - 8} + minutes{t.minute} + seconds{t.second}};
  // Anything else than digits in range, and what follows, is seen by writing it again.
  if (beijing_time(at) != text) return std::nullopt;
  return at;
}

std::string major_units(money amount) {
  auto digits = std::to_string(amount.minor_units);
  const auto decimals = static_cast<std::size_t>(decimals_of(amount.unit));
  if (decimals == 0) return digits;
  if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
  return digits.insert(digits.size() - decimals, ".");
}

std::optional<std::int64_t> from_digits(std::string_view text) {
  if (text.empty() || text.size() > 15) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value <= max_amount_minor ? std::optional{value} : std::nullopt;
}

std::optional<money> from_major_units(std::string_view text, currency unit) {
  const auto decimals = static_cast<std::size_t>(decimals_of(unit));
  const auto point = text.find('.');
  const auto after = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
  const bool bare_point = point != std::string_view::npos && after.empty();
  if (text.empty() || point == 0 || bare_point || after.size() > decimals) return std::nullopt;
  auto digits = std::string{text.substr(0, point)} + std::string{after};
  digits.append(decimals - after.size(), '0');
  const auto value = from_digits(digits);
  if (!value) return std::nullopt;
  return money{*value, unit};
}

form parse_form(std::string_view body) {
  form out;
  for (std::size_t at = 0; at < body.size();) {
    const auto end = std::min(body.find('&', at), body.size());
    const auto pair = body.substr(at, end - at);
    const auto equals = std::min(pair.find('='), pair.size());
    if (equals > 0)
      out[percent_decoded(pair.substr(0, equals))] =
          equals < pair.size() ? percent_decoded(pair.substr(equals + 1)) : std::string{};
    at = end + 1;
  }
  return out;
}

std::string write_form(const form& fields) {
  std::string out;
  for (const auto& [name, value] : fields) {
    if (!out.empty()) out += '&';
    out += encode(name) + '=' + encode(value);
  }
  return out;
}

std::string field(const form& fields, const std::string& name) {
  const auto it = fields.find(name);
  return it == fields.end() ? std::string{} : it->second;
}

face_answer html_page() {
  return {.status = 502,
          .content_type = "text/html; charset=utf-8",
          .body =
              "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
              "<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n"
              "</body>\r\n</html>\r\n"};
}

}  // namespace sluice::sim
