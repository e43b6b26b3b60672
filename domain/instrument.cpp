#include "domain/instrument.hpp"

#include <algorithm>

#include "base/invariant.hpp"

namespace sluice {
namespace {

constexpr std::size_t longest_part = 32;

bool is_part(std::string_view text) {
  return !text.empty() && text.size() <= longest_part &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
         });
}

}  // namespace

instrument::instrument(std::string_view method, std::string_view bank) {
  SLUICE_INVARIANT(is_part(method) && (bank.empty() || is_part(bank)));
  std::string text(method);
  if (!bank.empty()) (text += '/') += bank;
  text_ = std::make_shared<const std::string>(std::move(text));
}

const std::string& instrument::text() const noexcept {
  static const std::string not_said;
  return text_ != nullptr ? *text_ : not_said;
}

std::string_view instrument::method() const noexcept {
  const std::string_view all = text();
  return all.substr(0, all.find('/'));
}

std::string_view instrument::bank() const noexcept {
  const std::string_view all = text();
  const auto slash = all.find('/');
  return slash == std::string_view::npos ? std::string_view{} : all.substr(slash + 1);
}

std::optional<instrument> instrument_from_text(std::string_view text) {
  const auto slash = text.find('/');
  const auto method = text.substr(0, slash);
  if (!is_part(method)) return std::nullopt;
  if (slash == std::string_view::npos) return instrument(method);
  const auto bank = text.substr(slash + 1);
  return is_part(bank) ? std::optional(instrument(method, bank)) : std::nullopt;
}

}  // namespace sluice
