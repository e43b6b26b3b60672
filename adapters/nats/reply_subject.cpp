#include "adapters/nats/reply_subject.hpp"

namespace sluice::nats {
namespace {

/// Tokens joined by dots, none of them empty; no wildcards. The server would take more.
bool is_literal_subject(std::string_view text) noexcept {
  char before = '.';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= ' ' || byte == 0x7FU || c == '*' || c == '>') return false;
    if (c == '.' && before == '.') return false;
    before = c;
  }
  return before != '.';
}

bool lies_under(std::string_view subject, std::string_view prefix) noexcept {
  return subject.starts_with(prefix) &&
         (subject.size() == prefix.size() || subject[prefix.size()] == '.');
}

}  // namespace

std::optional<reply_subject> reply_subject::from(std::string_view text, std::string_view prefix) {
  // What engines tell each other, and people of alarms, lies beside the prefix: nobody may make us
  // speak there.
  if (!is_literal_subject(text) || text.front() == '$' || lies_under(text, prefix) ||
      lies_under(text, std::string(prefix) + "-engines") ||
      lies_under(text, std::string(prefix) + "-alarms"))
    return std::nullopt;
  return reply_subject(text);
}

}  // namespace sluice::nats
