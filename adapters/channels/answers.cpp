#include "adapters/channels/answers.hpp"

#include <utility>

#include "base/invariant.hpp"

namespace sluice {

order::source source_of(operation what) noexcept {
  switch (what) {
    case operation::pay:
    case operation::confirm: return order::source::pay_answer;
    case operation::query:
    case operation::refund_query: return order::source::query_answer;
    case operation::revoke:
    case operation::close:
    case operation::refund:
    case operation::send_on_refund:
    // Of agreements the answer itself says it.
    case operation::offer_agreement:
    case operation::open_card:
    case operation::query_agreement:
    case operation::end_agreement: return order::source::revoke_answer;
  }
  broken_invariant("every operation's answer has a source", __FILE__, __LINE__);
}

channel_answer cannot_tell(const channel_call& call, std::string why) {
  return unknown_answer(call, source_of(call.what), std::move(why));
}

channel_answer cannot_tell(const channel_call& call, misread why) {
  return cannot_tell(call, std::string(name_of(why)));
}

channel_answer cannot_tell(const channel_call& call, foreign_text code, bool is_unlisted) {
  auto out = cannot_tell(call, code.word());
  std::visit([&](auto& report) { report.unlisted = is_unlisted; }, out);
  return out;
}

std::optional<channel_answer> without_content(const channel_call& call, const http_result& result) {
  if (result.kind == http_result::outcome::not_connected && is_payment(call.what))
    return order::attempt_report{
        .attempt = call.attempt,
        .from = order::source::engine,
        .found = order::finding::not_sent,
        .code = std::string(name_of(result.kind))};
  if (result.kind != http_result::outcome::answered)
    return cannot_tell(call, std::string(name_of(result.kind)));
  const auto& said = result.response;
  if (said.status < 200 || said.status > 299)
    return cannot_tell(call, "http_" + std::to_string(said.status));
  if (said.body.empty()) return cannot_tell(call, "empty");
  return std::nullopt;
}

std::optional<std::string> why_nothing_to_read(const http_result& result) {
  if (result.kind != http_result::outcome::answered) return std::string(name_of(result.kind));
  const auto status = result.response.status;
  if (status < 200 || status >= 500 || (status >= 300 && status < 400))
    return "http_" + std::to_string(status);
  if (result.response.body.empty()) return "empty";
  return std::nullopt;
}

std::string_view code_of(const channel_answer& said) noexcept {
  return std::visit([](const auto& report) -> std::string_view { return report.code; }, said);
}

std::string_view cut_text(std::string_view text, std::size_t max_bytes) noexcept {
  if (text.size() <= max_bytes) return text;
  std::size_t end = max_bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end);
}

}  // namespace sluice
