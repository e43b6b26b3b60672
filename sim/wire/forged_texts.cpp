#include "sim/wire/forged_texts.hpp"

#include <algorithm>
#include <map>
#include <pugixml.hpp>
#include <sstream>
#include <vector>

#include "adapters/signing/digest.hpp"
#include "adapters/signing/key_text.hpp"
#include "adapters/signing/keyed_text.hpp"
#include "adapters/signing/rsa_signature.hpp"
#include "adapters/signing/sorted_pairs.hpp"
#include "adapters/signing/wechatpay_text.hpp"
#include "sim/providers/keyed_xml.hpp"
#include "sim/providers/simulated_keys.hpp"

namespace sluice::sim::forged {
namespace {

/// The merchant's own key: whoever takes it for the channel's believes his own echo.
std::string signed_by_merchant(std::string_view text) {
  static const auto key = std::get<signing::private_key>(
      signing::private_key_in(secret{std::string{simulated_key("alipay_app_key").value_or("")}}));
  return signing::rsa_sign(key, signing::rsa_hash::sha256, text);
}

// -- pairs ---------------------------------------------------------------------------------

using pair_list = std::vector<std::pair<std::string, std::string>>;

/// Within braces stands a value: tokenPayData={token=…&trId=…}.
std::size_t end_of_pair(std::string_view body) {
  int depth = 0;
  for (std::size_t i = 0; i < body.size(); ++i) {
    if (body[i] == '{') ++depth;
    if (body[i] == '}') --depth;
    if (body[i] == '&' && depth == 0) return i;
  }
  return body.size();
}

pair_list pairs_in(std::string_view body) {
  pair_list out;
  while (!body.empty()) {
    const auto end = end_of_pair(body);
    const auto one = body.substr(0, end);
    const auto equals = std::min(one.find('='), one.size());
    out.emplace_back(one.substr(0, equals), one.substr(std::min(equals + 1, one.size())));
    body.remove_prefix(std::min(end + 1, body.size()));
  }
  return out;
}

std::string written(const pair_list& all) {
  std::string out;
  for (const auto& [name, value] : all) {
    if (!out.empty()) out += '&';
    out += name + '=' + value;
  }
  return out;
}

bool has_signature(const pair_list& all) {
  return std::ranges::any_of(all, [](const auto& one) { return one.first == "signature"; });
}

// -- JSON ----------------------------------------------------------------------------------

/// {"NODE":{…},"alipay_cert_sn":"…","sign":"…"}: what stands before the last member, and that.
struct signed_json {
  std::string before, sign;
};
constexpr std::string_view before_sign = ",\"sign\":\"";

std::optional<signed_json> signed_json_in(const std::string& body) {
  const auto at = body.rfind(before_sign);
  constexpr std::string_view end = "\"}";
  if (at == std::string::npos || !body.ends_with(end)) return std::nullopt;
  const auto from = at + before_sign.size();
  if (from + end.size() >= body.size()) return std::nullopt;  // the gateway's own, not signed
  return signed_json{body.substr(1, at - 1), body.substr(from, body.size() - from - end.size())};
}

std::string node_in(const signed_json& all) {
  const auto from = all.before.find(':') + 1;
  return all.before.substr(from, all.before.find(",\"alipay_cert_sn\"") - from);
}

}  // namespace

std::string v3_signature(const http_response& said) {
  const auto value = [&](std::string_view name) { return said.headers.find(name).value_or(""); };
  return signed_by_merchant(signing::wechatpay_answer_text(
      value("Wechatpay-Timestamp"), value("Wechatpay-Nonce"), said.body));
}

// -- XML -----------------------------------------------------------------------------------

std::optional<std::string> xml_signed_by_another(const std::string& body) {
  auto fields = parse_xml(body);
  if (!fields || !fields->contains("sign")) return std::nullopt;
  const auto theirs = fields->at("sign");
  constexpr std::size_t md5_digits = 32;
  const auto type =
      theirs.size() == md5_digits ? signing::v2_sign_type::md5 : signing::v2_sign_type::hmac_sha256;
  const auto pairs = signing::sorted_pairs(*fields, signing::unsigned_in_wechat_v2);
  auto out = body;
  return out.replace(
      out.rfind(theirs), theirs.size(),
      signing::v2_signature(type, pairs, secret{std::string{"AKeyThatIsOnlySomebodyElsesOwn00"}}));
}

std::optional<std::string> xml_without_signature(const std::string& body) {
  const auto from = body.find("<sign>");
  const std::string_view end = "</sign>";
  const auto to = body.find(end);
  if (from == std::string::npos || to == std::string::npos) return std::nullopt;
  return body.substr(0, from) + body.substr(to + end.size());
}

std::optional<std::string> xml_reversed(const std::string& body) {
  pugi::xml_document document;
  if (!document.load_buffer(body.data(), body.size())) return std::nullopt;
  auto root = document.child("xml");
  std::vector<pugi::xml_node> all(root.begin(), root.end());
  for (const auto& one : all) root.prepend_move(one);
  std::ostringstream out;
  document.save(out, "", pugi::format_raw | pugi::format_no_declaration);
  return out.str();
}

// -- JSON ----------------------------------------------------------------------------------

std::optional<std::string> json_signed_by_another(const std::string& body) {
  const auto all = signed_json_in(body);
  if (!all) return std::nullopt;
  return '{' + all->before + std::string(before_sign) + signed_by_merchant(node_in(*all)) + "\"}";
}

std::optional<std::string> json_without_signature(const std::string& body) {
  const auto all = signed_json_in(body);
  if (!all) return std::nullopt;
  return '{' + all->before + '}';
}

std::optional<std::string> json_of_unknown_certificate(const std::string& body) {
  constexpr std::string_view member = "\"alipay_cert_sn\":\"";
  const auto at = body.find(member);
  if (at == std::string::npos) return std::nullopt;
  auto out = body;
  auto& digit = out.at(at + member.size());
  digit = digit == '0' ? '1' : '0';
  return out;
}

std::optional<std::string> json_reversed(const std::string& body) {
  const auto all = signed_json_in(body);
  if (!all) return std::nullopt;
  return "{\"sign\":\"" + all->sign + "\"," + all->before + '}';
}

// -- pairs ---------------------------------------------------------------------------------

std::optional<std::string> pairs_signed_by_another(const std::string& body,
                                                   bool shows_certificate) {
  auto all = pairs_in(body);
  if (!has_signature(all)) return std::nullopt;
  for (auto& [name, value] : all)
    if (shows_certificate && name == "signPubKeyCert")
      value = simulated_key("unionpay_merchant_certificate").value_or("");
  const std::map<std::string, std::string> fields(all.begin(), all.end());
  const auto text = signing::hex_digest(
      signing::hash::sha256, signing::sorted_pairs(fields, signing::unsigned_in_acp));
  for (auto& [name, value] : all)
    if (name == "signature") value = signed_by_merchant(text);
  return written(all);
}

std::optional<std::string> pairs_without_signature(const std::string& body) {
  auto all = pairs_in(body);
  if (std::erase_if(all, [](const auto& one) { return one.first == "signature"; }) == 0)
    return std::nullopt;
  return written(all);
}

std::optional<std::string> pairs_reversed(const std::string& body) {
  auto all = pairs_in(body);
  std::ranges::reverse(all);
  return written(all);
}

}  // namespace sluice::sim::forged
