#include "adapters/channels/answers.hpp"

#include <algorithm>
#include <utility>

#include "base/invariant.hpp"

namespace sluice {

source source_of(operation what) noexcept {
  switch (what) {
    case operation::pay: return source::pay_answer;
    case operation::query:
    case operation::refund_query: return source::query_answer;
    case operation::revoke:
    case operation::close:
    case operation::refund: return source::revoke_answer;
  }
  broken_invariant("every operation's answer has a source", __FILE__, __LINE__);
}

channel_answer cannot_tell(const channel_call& call, std::string why) {
  return unknown_answer(call, source_of(call.what), std::move(why));
}

std::optional<channel_answer> without_content(const channel_call& call, const http_result& result) {
  if (result.kind == http_result::outcome::not_connected && call.what == operation::pay)
    return attempt_report{.attempt = call.attempt,
                          .from = source::engine,
                          .found = finding::not_sent,
                          .code = std::string(name_of(result.kind))};
  if (result.kind != http_result::outcome::answered)
    return cannot_tell(call, std::string(name_of(result.kind)));
  if (result.status < 200 || result.status > 299)
    return cannot_tell(call, "http_" + std::to_string(result.status));
  if (result.body.empty()) return cannot_tell(call, "empty");
  return std::nullopt;
}

std::string channel_word(std::string_view from_outside) {
  constexpr std::size_t longest = 64;
  std::string word(from_outside.substr(0, longest));
  const auto harmless = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("._-|*").find(c) != std::string_view::npos;
  };
  std::replace_if(word.begin(), word.end(), [&](char c) { return !harmless(c); }, '?');
  return word;
}

std::string_view cut_text(std::string_view text, std::size_t max_bytes) noexcept {
  if (text.size() <= max_bytes) return text;
  std::size_t end = max_bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end);
}

}  // namespace sluice
