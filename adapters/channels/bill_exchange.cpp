#include "adapters/channels/bill_exchange.hpp"

#include <utility>

#include "adapters/channels/answers.hpp"
#include "adapters/channels/beijing_time.hpp"
#include "adapters/packing/inflate.hpp"
#include "adapters/packing/zip.hpp"
#include "adapters/signing/digest.hpp"

namespace sluice {

std::string_view name_of(bill_kind kind) noexcept {
  return kind == bill_kind::trades ? "trade" : "funds";
}

std::string digits_of(bill_day day) {
  constexpr std::chrono::hours noon_in_beijing{4};
  return beijing_digits(instant{std::chrono::sys_days{day}} + noon_in_beijing).substr(0, 8);
}

std::string dashed_text_of(bill_day day) {
  const auto digits = digits_of(day);
  return digits.substr(0, 4) + '-' + digits.substr(4, 2) + '-' + digits.substr(6);
}

std::optional<std::string> unpacked_text(std::string_view bytes) {
  if (!packing::is_gzip(bytes)) return std::string(bytes);
  return packing::inflated(bytes, packing::wrapping::gzip, packing::largest_bill);
}

std::optional<bill_not_told> without_bill(const http_result& result) {
  if (auto why = why_nothing_to_read(result)) return bill_not_told{*std::move(why)};
  return std::nullopt;
}

heard_bill bill_behind(const bill_link& link, const http_result& result) {
  if (auto nothing = without_bill(result)) return *std::move(nothing);
  if (result.response.status != 200)
    return bill_not_told{"http_" + std::to_string(result.response.status)};
  auto bytes = unpacked_text(result.response.body);
  if (!bytes) return bill_not_told{"damaged"};
  bill_file file{.bytes = *std::move(bytes)};
  if (packing::is_zip(file.bytes)) file.ending = ".zip";
  if (link.sha1.empty()) return file;
  if (!signing::is_same_code(signing::hex_digest(signing::hash::sha1, file.bytes), link.sha1))
    return bill_not_told{"another_hash"};
  file.is_vouched_for = true;
  return file;
}

}  // namespace sluice
