#include "sim/wire/key_follower.hpp"

#include <nlohmann/json.hpp>
#include <optional>
#include <utility>
#include <variant>

#include "adapters/channels/answers.hpp"
#include "adapters/channels/key_fetching.hpp"
#include "adapters/signing/certificate.hpp"
#include "adapters/signing/wechatpay_text.hpp"
#include "sim/providers/key_turn.hpp"
#include "sim/providers/signatures.hpp"
#include "sim/wire/damage.hpp"

namespace sluice::sim {
namespace {

using std::chrono_literals::operator""s;
using nlohmann::json;

constexpr std::uint64_t fetch_lost_once_in = 4;
constexpr std::uint64_t fetch_spoilt_once_in = 4;
constexpr std::uint64_t by_old_key_once_in = 8;

/// The key that an answer names, as the channel writes it. Empty: none.
std::string key_named_in(const http_response& said) {
  if (const auto serial = said.headers.find("Wechatpay-Serial")) return std::string(*serial);
  const auto document = json::parse(said.body, nullptr, false);
  if (!document.is_object()) return {};
  const auto number = document.find("alipay_cert_sn");
  return number != document.end() && number->is_string()
             ? number->get<std::string>()
             : std::string();
}

/// The keys that a list hands out. Nothing: it is no list, but a download of one.
std::optional<std::set<std::string>> listed_in(const http_response& said) {
  const auto document = json::parse(said.body, nullptr, false);
  if (!document.is_object() || !document.contains("data")) return std::nullopt;
  std::set<std::string> out;
  for (const auto& one : document.at("data")) out.insert(one.at("serial_no").get<std::string>());
  return out;
}

}  // namespace

key_follower::key_follower(scene& in, std::string channel, any_face& face,
                           std::shared_ptr<const dialect> first, dice own, byte_counts& counts)
    : scene_(&in),
      channel_(std::move(channel)),
      face_(&face),
      speaks_(std::move(first)),
      dice_(own),
      counts_(&counts) {
  for (const auto& one : speaks_->certificates()) handed_out_.insert(one.serial);
}

void key_follower::look() {
  const auto regularly = speaks_->fetches_keys()->fetched_every(scene_->computer.clock());
  const auto wanted = schedule_.begin(instant{scene_->time.now()}, regularly);
  if (!wanted) return;
  scene_->time.after(dice_.roll().between(1s, 5s), [this, named = *wanted] { fetch(named); });
}

void key_follower::heard(const http_response& said, const channel_answer& by_engine) {
  if (code_of(by_engine) != unknown_key_code) return;
  const auto named = speaks_->fetches_keys()->unknown_key_of(said, scene_->computer.clock());
  if (!named.empty()) schedule_.named(named, key_witness::answer);
  look();
}

void key_follower::fetch(const std::string& named) {
  const auto now = scene_->computer.clock();
  const auto request =
      speaks_->fetches_keys()->key_request(named, {.now = now, .chance = dice_.roll().next()});
  if (!request) return schedule_.ended(false, dice_.roll().next());
  auto said = face_->answer(*request, now);
  http_result arrived{.kind = http_result::outcome::answered, .response = said};
  const bool is_lost = dice_.roll().one_in(fetch_lost_once_in);
  const bool is_spoilt = dice_.roll().one_in(fetch_spoilt_once_in);
  if (is_spoilt && !dice_.calm())
    if (auto flipped = spoilt(byte_hazard::answer_flipped, "", said, dice_.roll()))
      arrived = *std::move(flipped);
  if (is_lost && !dice_.calm()) arrived = {.kind = http_result::outcome::timed_out};
  take(named, said, arrived);
}

void key_follower::take(const std::string& named, const http_response& said,
                        const http_result& arrived) {
  auto brought = speaks_->fetches_keys()->keys_from(named, arrived, scene_->computer.clock());
  auto* const next = std::get_if<std::shared_ptr<const dialect>>(&brought);
  schedule_.ended(next != nullptr, dice_.roll().next());
  if (next == nullptr)
    return scene_->tale.tell({channel_, "keys not fetched:", std::get<std::string>(brought)});
  speaks_ = std::move(*next);
  if (auto list = listed_in(said))
    handed_out_ = *std::move(list);
  else
    handed_out_.insert(named);
  ++counts_->keys_fetched;
  scene_->tale.tell({channel_, "keys fetched"});
}

bool key_follower::is_handed_out(const http_response& said) const {
  const auto named = key_named_in(said);
  return named.empty() || handed_out_.contains(named);
}

http_response key_follower::now_and_then_by_old_key(http_response said, millis exchanges) {
  if (!dice_.roll().one_in(by_old_key_once_in) || dice_.calm()) return said;
  const auto timestamp = said.headers.find("Wechatpay-Timestamp");
  const auto nonce = said.headers.find("Wechatpay-Nonce");
  if (!timestamp || !nonce) return said;
  ++counts_->by_old_keys;
  const auto turn = turn_before(turn_before(turn_at(scene_->computer.clock(), exchanges)));
  const auto old =
      std::get<signing::certificate>(signing::certificate::first_in(wechat_v3_certificate(turn)));
  http_headers changed;
  for (const auto& one : said.headers) {
    if (one.name == "Wechatpay-Serial")
      changed.add(one.name, old.serial_hex());
    else if (one.name == "Wechatpay-Signature")
      changed.add(
          one.name,
          signed_by_provider(signing::wechatpay_answer_text(*timestamp, *nonce, said.body), turn));
    else
      changed.add(one.name, one.value);
  }
  said.headers = std::move(changed);
  return said;
}

}  // namespace sluice::sim
