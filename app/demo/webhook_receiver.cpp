#include "app/demo/webhook_receiver.hpp"

#include <charconv>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "adapters/access/private_file.hpp"
#include "adapters/signing/digest.hpp"
#include "adapters/system/machine_clock.hpp"
#include "app/demo/demo_ports.hpp"
#include "base/base64.hpp"
#include "base/hmac_sha256.hpp"

namespace sluice::demo {
namespace {

constexpr std::size_t secret_size = 32;
/// What is older, or younger, may have been recorded by somebody else.
constexpr std::int64_t most_seconds_apart = 300;

bool has_ended_for_good(const order_seen& o) {
  return o.state == "paid" || o.state == "failed" || o.state == "revoked";
}

bool is_recent(std::string_view timestamp) {
  std::int64_t sent = 0;
  const auto [rest, error] =
      std::from_chars(timestamp.data(), timestamp.data() + timestamp.size(), sent);
  if (error != std::errc{} || rest != timestamp.data() + timestamp.size()) return false;
  return std::abs(machine_clock().wall().time_since_epoch().count() / 1000 - sent) <=
         most_seconds_apart;
}

std::string as_text(const std::array<std::uint8_t, 32>& code) {
  return base64({reinterpret_cast<const char*>(code.data()), code.size()});
}

}  // namespace

webhook_receiver::webhook_receiver(const std::filesystem::path& folder)
    : secret_file_(std::filesystem::absolute(folder) / "webhook.secret"),
      key_(access::random_bytes(secret_size)),
      server_("127.0.0.1:0", [this](const http_request& asked, const http_server::respond& answer) {
        answer(http_response{.status = status_for(asked)});
      }) {
  std::filesystem::create_directories(folder);
  const secret written("whsec_" + base64(key_.reveal()));
  if (const auto why = access::write_private_file(secret_file_, written, true))
    throw std::runtime_error{*why};
}

std::string webhook_receiver::configuration() const {
  return "\n[webhooks]\nallow_private_addresses = true\n[merchants." + std::string(merchant) +
         ".webhooks.till]\nurl = \"http://" + loopback_address(port()) +
         "/orders\"\nsecrets = [\"file:" + secret_file_.string() + "\"]\n";
}

int webhook_receiver::status_for(const http_request& asked) {
  const std::lock_guard lock(mutex_);
  ++found_.arrived;
  if (!is_ours(asked)) {
    ++found_.forged;
    return 401;
  }
  const std::string id(*asked.headers.find("webhook-id"));
  if (refused_.empty()) {
    refused_ = id;
    return 500;
  }
  found_.refused_one_came_again |= id == refused_;
  const auto [known, is_new] = bodies_.emplace(id, asked.body);
  if (is_new) return note(asked.body) ? 204 : 400;
  if (known->second != asked.body) ++found_.changed;
  return 204;
}

/// The signed text is made of the bytes that came, never of JSON that was read and written again.
bool webhook_receiver::is_ours(const http_request& asked) const {
  const auto id = asked.headers.find("webhook-id");
  const auto time = asked.headers.find("webhook-timestamp");
  const auto given = asked.headers.find("webhook-signature");
  if (!id || !time || !given || !is_recent(*time)) return false;
  const auto wanted =
      "v1," + as_text(hmac_sha256(
                  key_.reveal(), std::string(*id) + '.' + std::string(*time) + '.' + asked.body));
  for (std::size_t at = 0; at < given->size();) {
    const auto end = std::min(given->find(' ', at), given->size());
    if (signing::is_same_code(wanted, given->substr(at, end - at))) return true;
    at = end + 1;
  }
  return false;
}

/// False: it says nothing of an order.
bool webhook_receiver::note(const std::string& body) {
  try {
    const auto data = nlohmann::json::parse(body).at("data");
    auto& known = orders_[data.at("order_no").get<std::string>()];
    ++found_.events;
    const auto version = data.at("version").get<std::uint64_t>();
    if (version > known.version) known = {version, data.at("state").get<std::string>()};
    return data.at("merchant") == merchant;
  } catch (const nlohmann::json::exception&) {
    return false;
  }
}

webhooks_shown webhook_receiver::found(const std::deque<order_record>& orders) const {
  const std::lock_guard lock(mutex_);
  auto out = found_;
  for (const auto& r : orders) {
    if (r.plan.merchant != merchant || !has_ended_for_good(r.seen)) continue;
    ++out.orders;
    const auto known = orders_.find(r.plan.order_no);
    if (known != orders_.end() && known->second.state == r.seen.state) ++out.told;
  }
  return out;
}

}  // namespace sluice::demo
