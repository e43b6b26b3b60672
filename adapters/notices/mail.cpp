#include "adapters/notices/mail.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

#include "base/base64.hpp"

namespace sluice::notices {
namespace {

constexpr std::string_view line_end = "\r\n";

/// Nothing that ends a line or hides what stands in it.
std::string in_one_line(std::string_view text) {
  std::string out(text);
  for (auto& c : out)
    if (const auto byte = static_cast<unsigned char>(c); byte < 0x20 || byte == 0x7f) c = ' ';
  return out;
}

bool is_plain(std::string_view text) {
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  return std::ranges::all_of(text, is_ascii) && text.find("=?") == std::string_view::npos;
}

/// Blanks are where a line may be folded (RFC 5322, 2.2.3); a longer word stays whole.
std::string folded(std::string_view text) {
  constexpr std::size_t widest = 70;
  std::string out;
  std::size_t in_line = 0;
  while (!text.empty()) {
    const auto blank = text.find(' ', 1);
    const auto word = text.substr(0, blank);
    if (in_line > 0 && in_line + word.size() > widest && word.front() == ' ') {
      out += line_end;
      in_line = 0;
    }
    out += word;
    in_line += word.size();
    text.remove_prefix(word.size());
  }
  return out;
}

/// RFC 2047: words of at most 75 characters, none of which cuts a character in two.
std::string encoded(std::string_view text) {
  constexpr std::size_t bytes_a_word = 42;
  std::string out;
  while (!text.empty()) {
    auto size = std::min(bytes_a_word, text.size());
    const auto continues = [&](std::size_t at) {
      return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0U) == 0x80U;
    };
    while (size > 1 && continues(size)) --size;
    if (!out.empty()) out += std::string(line_end) + ' ';
    out += "=?UTF-8?B?" + base64(text.substr(0, size)) + "?=";
    text.remove_prefix(size);
  }
  return out;
}

std::string subject_line(const std::string& subject) {
  constexpr std::size_t longest_plain = 400;
  const auto one = in_one_line(subject);
  return is_plain(one) && one.size() <= longest_plain ? folded(one) : encoded(one);
}

/// "Mon, 02 Jan 2026 03:04:05 +0000"
std::string date_of(instant at) {
  constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array months{
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(at - day));
  std::array<char, 64> text{};
  const int length = std::snprintf(
      text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d +0000",
      days[std::chrono::weekday(day).c_encoding()], static_cast<unsigned>(date.day()),
      months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
      static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
      static_cast<int>(time.seconds().count()));
  return {text.data(), static_cast<std::size_t>(length)};
}

std::string list_of(const std::vector<std::string>& addresses) {
  std::string out;
  for (const auto& one : addresses) out += (out.empty() ? "" : ", ") + one;
  return folded(out);
}

std::string body_of(const std::string& text) {
  constexpr std::size_t a_line = 76;
  const auto all = base64(text);
  std::string out;
  for (std::size_t at = 0; at < all.size(); at += a_line) {
    out += all.substr(at, a_line);
    out += line_end;
  }
  return out;
}

}  // namespace

std::string mail_of(const letter& what, const std::string& from,
                    const std::vector<std::string>& to) {
  std::string out;
  const auto header = [&](std::string_view name, const std::string& value) {
    out += std::string(name) + ": " + value + std::string(line_end);
  };
  header("Date", date_of(what.at));
  header("From", from);
  header("To", list_of(to));
  header("Subject", subject_line(what.subject));
  header("Message-ID", '<' + what.id + '>');
  if (!what.answers.empty()) {
    header("In-Reply-To", '<' + what.answers + '>');
    header("References", '<' + what.answers + '>');
  }
  header("Auto-Submitted", "auto-generated");
  header("MIME-Version", "1.0");
  header("Content-Type", "text/plain; charset=utf-8");
  header("Content-Transfer-Encoding", "base64");
  return out + std::string(line_end) + body_of(what.text);
}

bool is_mail_address(std::string_view text) noexcept {
  constexpr std::size_t longest = 254;
  const auto at = text.find('@');
  const auto is_good = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           std::string_view("!#$%&'*+-/=?^_`{|}~.").find(c) != std::string_view::npos;
  };
  return text.size() <= longest && at != std::string_view::npos && at > 0 && at + 1 < text.size() &&
         std::ranges::all_of(text.substr(0, at), is_good) &&
         std::ranges::all_of(text.substr(at + 1), is_good);
}

}  // namespace sluice::notices
