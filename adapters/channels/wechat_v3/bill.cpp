#include "adapters/channels/wechat_v3/bill.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "adapters/channels/strict_json.hpp"
#include "adapters/channels/wechat_v3/fields.hpp"
#include "adapters/channels/wechat_v3/request.hpp"

namespace sluice::wechat_v3 {
namespace {

using nlohmann::json;

heard_bill refusal_in(const json& reply, foreign_text code) {
  if (code == "NO_STATEMENT_EXIST") return no_bill{};
  if (code == "STATEMENT_CREATING") return bill_not_yet{};
  // An older word for it, with a sentence that alone tells it from others.
  const auto sentence = text_in(reply, "message").as_received();
  if (code == "INVALID_REQUEST" && sentence.find("正在生成") != std::string_view::npos)
    return bill_not_yet{};
  return bill_refused{code.word()};
}

/// What comes after "https://host": WeChat Pay is asked where everything else is asked. Empty: the
/// text is no address of it.
std::string_view target_in(std::string_view url) {
  const auto host = url.find("://");
  if (host == std::string_view::npos) return {};
  const auto target = url.find('/', host + 3);
  const bool is_plain = std::ranges::all_of(url, [](char c) { return c > ' ' && c < '\x7f'; });
  return target == std::string_view::npos || !is_plain ? std::string_view{} : url.substr(target);
}

bool is_sha1(std::string_view text) {
  return text.size() == 40 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

http_request bill_request(bill_day day, bill_kind kind) {
  const bool is_of_trades = kind == bill_kind::trades;
  const std::string page = is_of_trades ? "tradebill" : "fundflowbill";
  return {.method = "GET",
          .target = "/v3/bill/" + page + "?bill_date=" + dashed_text_of(day) +
                    (is_of_trades ? "&bill_type=ALL" : "&account_type=BASIC") + "&tar_type=GZIP"};
}

heard_bill read_bill_answer(int status, std::string_view body, const account& us,
                            const moment& at) {
  const auto read = read_json(body);
  if (const auto* why = std::get_if<misread>(&read))
    return bill_not_told{std::string(name_of(*why))};
  const auto& reply = std::get<json>(read);
  if (!reply.is_object()) return bill_not_told{"unreadable"};
  const auto code = text_in(reply, "code");
  if (!code.empty()) return refusal_in(reply, code);
  if (status != 200) return bill_not_told{"http_" + std::to_string(status)};
  const auto target = target_in(text_in(reply, "download_url").as_received());
  const auto hash = text_in(reply, "hash_value").as_received();
  if (target.empty() || text_in(reply, "hash_type") != "SHA1" || !is_sha1(hash))
    return bill_not_told{"no_link"};
  return bill_link{
      .request = signed_request({.method = "GET", .target = std::string(target)}, us, at),
      .sha1 = std::string(hash)};
}

}  // namespace sluice::wechat_v3
