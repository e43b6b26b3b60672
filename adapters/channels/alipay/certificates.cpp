#include "adapters/channels/alipay/certificates.hpp"

#include <nlohmann/json.hpp>
#include <span>
#include <utility>
#include <vector>

#include "adapters/channels/alipay/method.hpp"
#include "adapters/channels/alipay/reply.hpp"
#include "adapters/channels/strict_json.hpp"
#include "adapters/signing/alipay_sn.hpp"
#include "adapters/signing/pinned_chain.hpp"
#include "base/base64.hpp"

namespace sluice::alipay {
namespace {

using signing::certificate;

/// The certificate, and what stands between it and its root. Empty: it is not there, or damaged.
std::vector<certificate> chain_in(const reply& said) {
  const auto pem = bytes_from_base64(said.text("alipay_cert_content").as_received());
  auto read = certificate::all_in(pem.value_or(""));
  auto* const all = std::get_if<std::vector<certificate>>(&read);
  return all == nullptr ? std::vector<certificate>{} : std::move(*all);
}

}  // namespace

bool is_certificate_number(std::string_view text) noexcept {
  constexpr std::size_t digits = 32;
  return text.size() == digits &&
         text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::variant<certificate, std::string> certificate_in(
    std::string_view body, std::string_view number, const certificate_mode& ours, instant now) {
  const auto read = read_json(body);
  const auto* const document = std::get_if<nlohmann::json>(&read);
  if (document == nullptr || !document->is_object()) return "unreadable";
  const auto node = document->find(answer_node(certificate_download));
  if (node == document->end() || !node->is_object()) return "refused";
  const reply said(*node);
  if (!said.ok()) return "refused";
  auto chain = chain_in(said);
  if (chain.empty()) return "unreadable";
  auto& shown = chain.front();
  if (signing::alipay_sn(shown) != number) return "another_certificate";
  const signing::pinned_chain company(
      std::span<const certificate>(chain).subspan(1), ours.roots, signing::chain_strength::today);
  if (company.why_not(shown, now)) return "foreign_company";
  if (ours.alipay_name.empty() || shown.common_name() != ours.alipay_name) return "foreign_signer";
  return std::move(shown);
}

}  // namespace sluice::alipay
