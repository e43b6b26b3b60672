#include "sim/wire/damage.hpp"

#include <array>
#include <string>
#include <utility>

#include "base/invariant.hpp"
#include "sim/wire/forged.hpp"

namespace sluice::sim {
namespace {

void flip_bit(std::string& text, chance& roll) {
  auto& byte = text.at(roll.below(text.size()));
  byte = static_cast<char>(static_cast<unsigned char>(byte) ^ (1U << roll.below(8)));
}

std::optional<http_response> cut(http_response said, chance& roll) {
  if (said.body.empty()) return std::nullopt;
  said.body.resize(roll.below(said.body.size()));
  return said;
}

std::optional<http_response> flipped(http_response said, chance& roll) {
  if (said.body.empty()) return std::nullopt;
  flip_bit(said.body, roll);
  return said;
}

/// With the status of a broken gateway, or that of an answer.
std::optional<http_response> page(chance& roll) {
  return http_response{.status = roll.one_in(2) ? 502 : 200,
                       .headers = {{"Content-Type", "text/html"}},
                       .body = "<html><head><title>Bad Gateway</title></head></html>\n"};
}

std::optional<http_response> emptied(http_response said) {
  if (said.body.empty()) return std::nullopt;
  said.body.clear();
  return said;
}

/// "你" in GBK, which is no UTF-8.
std::optional<http_response> in_wrong_charset(http_response said, chance& roll) {
  if (said.body.empty()) return std::nullopt;
  said.body.insert(roll.below(said.body.size()), "\xC4\xE3");
  return said;
}

std::optional<http_response> with_another_status(http_response said, chance& roll) {
  const auto status = roll.any_of(std::array{204, 302, 429, 503});
  if (said.status == status) return std::nullopt;
  said.status = status;
  return said;
}

std::optional<http_result> arrived(std::optional<http_response> said) {
  if (!said) return std::nullopt;
  return http_result{.kind = http_result::outcome::answered, .response = *std::move(said)};
}

}  // namespace

std::optional<http_result> spoilt(byte_hazard how, std::string_view dialect_name,
                                  http_response said, chance& roll) {
  switch (how) {
    case byte_hazard::answer_cut: return arrived(cut(std::move(said), roll));
    case byte_hazard::answer_flipped: return arrived(flipped(std::move(said), roll));
    case byte_hazard::members_reordered:
      return arrived(in_another_order(dialect_name, std::move(said)));
    case byte_hazard::signed_by_another:
      return arrived(signed_by_another(dialect_name, std::move(said)));
    case byte_hazard::signature_missing:
      return arrived(without_signature(dialect_name, std::move(said)));
    case byte_hazard::key_unknown:
      return arrived(naming_unknown_key(dialect_name, std::move(said)));
    case byte_hazard::second_key: return arrived(naming_second_key(dialect_name, std::move(said)));
    case byte_hazard::page_for_people: return arrived(page(roll));
    case byte_hazard::body_empty: return arrived(emptied(std::move(said)));
    case byte_hazard::charset_wrong: return arrived(in_wrong_charset(std::move(said), roll));
    case byte_hazard::body_too_large:
      return http_result{.kind = http_result::outcome::too_large, .response = {}};
    case byte_hazard::status_wrong: return arrived(with_another_status(std::move(said), roll));
    case byte_hazard::request_flipped:
    case byte_hazard::of_another_account:
    case byte_hazard::of_another_order: break;
  }
  broken_invariant("what befalls more than one answer is done elsewhere", __FILE__, __LINE__);
}

http_request flipped(http_request request, chance& roll) {
  flip_bit(request.body.empty() ? request.target : request.body, roll);
  return request;
}

}  // namespace sluice::sim
