#include "adapters/channels/alipay/proof.hpp"

#include <nlohmann/json.hpp>

#include "adapters/channels/alipay/reply.hpp"
#include "adapters/signing/rsa_signature.hpp"
#include "adapters/signing/sorted_pairs.hpp"

namespace sluice::alipay {
namespace {

constexpr auto number_member = "alipay_cert_sn";

/// Walks over JSON that is known to be whole.
class walker {
 public:
  explicit walker(std::string_view text) : text_(text) {}

  [[nodiscard]] bool is_at(char c) {
    skip_blanks();
    return at_ < text_.size() && text_[at_] == c;
  }
  void step() { ++at_; }

  /// The value that begins here, with its quotes or brackets.
  [[nodiscard]] std::string_view take_value() {
    skip_blanks();
    const auto from = at_;
    std::size_t depth = 0;
    do {
      if (at_ >= text_.size()) break;
      const char c = text_[at_];
      if (c == '"') {
        skip_string();
        continue;
      }
      if (c == '{' || c == '[') ++depth;
      if (c == '}' || c == ']') --depth;
      ++at_;
    } while (depth > 0 || !ends_here());
    return text_.substr(from, at_ - from);
  }

 private:
  void skip_blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  }
  void skip_string() {
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_)
      if (text_[at_] == '\\') ++at_;
    ++at_;
  }
  /// A number or a word ends where something else begins.
  [[nodiscard]] bool ends_here() const {
    return at_ >= text_.size() || is_blank(text_[at_]) ||
           std::string_view(",:]}").find(text_[at_]) != std::string_view::npos;
  }
  static bool is_blank(char c) noexcept { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

  std::string_view text_;
  std::size_t at_ = 0;
};

proof by_signature(foreign_text sign, std::string_view text, const std::string& named,
                   const account& us, instant now) {
  const auto* const key = us.theirs.ring.find(named, now);
  if (key == nullptr) return proof::unknown_key;
  return signing::is_rsa_signature(sign.as_received(), *key, signing::rsa_hash::sha256, text)
             ? proof::genuine
             : proof::not_their_own;
}

}  // namespace

std::string_view raw_member(std::string_view document, std::string_view name) {
  walker at(document);
  if (!at.is_at('{')) return {};
  at.step();
  while (at.is_at('"')) {
    const auto quoted = at.take_value();
    if (!at.is_at(':')) return {};
    at.step();
    const auto value = at.take_value();
    if (quoted.size() >= 2 && quoted.substr(1, quoted.size() - 2) == name) return value;
    if (at.is_at(',')) at.step();
  }
  return {};
}

std::string certificate_named_in(const nlohmann::json& document) {
  return std::string(reply(document).text(number_member).as_received());
}

std::string certificate_named_in(const form_fields& told) {
  return std::string(value_of(told, number_member).as_received());
}

proof proof_of(std::string_view body, const nlohmann::json& document, std::string_view node,
               const account& us, instant now) {
  const reply around(document);
  const auto sign = around.text("sign");
  if (sign.empty()) return proof::no_signature;
  const auto named = us.goes_by_certificates() ? certificate_named_in(document) : us.theirs.latest;
  return by_signature(sign, raw_member(body, node), named, us, now);
}

proof proof_of(const form_fields& told, const account& us, instant now) {
  const auto sign = value_of(told, "sign");
  if (sign.empty() || value_of(told, "sign_type") != "RSA2") return proof::no_signature;
  // Not every notification names the certificate.
  const auto number = certificate_named_in(told);
  const auto& named = us.goes_by_certificates() && !number.empty() ? number : us.theirs.latest;
  return by_signature(
      sign, signing::sorted_pairs(told, signing::unsigned_in_alipay_notification), named, us, now);
}

}  // namespace sluice::alipay
