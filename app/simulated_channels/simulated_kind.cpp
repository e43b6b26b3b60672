#include "app/simulated_channels/simulated_kind.hpp"

#include <algorithm>

#include "sim/providers/alipay_face.hpp"
#include "sim/providers/qra_face.hpp"
#include "sim/providers/unionpay_face.hpp"
#include "sim/providers/wechat_face.hpp"
#include "sim/providers/wechat_v3_face.hpp"

namespace sluice {
namespace {

using sim::face_answer;
using sim::face_notice;
using sim::face_request;

bool is_good(int status) noexcept { return status >= 200 && status < 300; }

class wechat_kind final : public simulated_kind {
 public:
  using simulated_kind::simulated_kind;
  bool serves(std::string_view method, std::string_view path) const override {
    return method == "POST" && sim::wechat_face::serves(path);
  }
  face_answer answer(const face_request& r, std::string_view path, instant now) override {
    return face_.answer(path, r.body, now);
  }
  // The real one tells nothing about payment codes.
  std::optional<face_notice> told(const sim::notice&, instant) const override {
    return std::nullopt;
  }
  bool is_taken(int, std::string_view) const noexcept override { return true; }

 private:
  sim::wechat_face face_{behind()};
};

class alipay_kind final : public simulated_kind {
 public:
  alipay_kind(sim::provider_settings settings, millis exchanges_keys)
      : simulated_kind{std::move(settings)}, face_{behind(), exchanges_keys} {}
  /// A browser opens its page with GET.
  bool serves(std::string_view method, std::string_view path) const override {
    return ((method == "POST" || method == "GET") && sim::alipay_face::serves(path)) ||
           (method == "GET" && sim::alipay_face::has_files(path));
  }
  /// Merchants put what all calls have in common into the address or into the body.
  face_answer answer(const face_request& r, std::string_view path, instant now) override {
    const auto query = r.target.substr(std::min(path.size() + 1, r.target.size()));
    if (sim::alipay_face::has_files(path)) return face_.file(query, now);
    return face_.answer(r.method == "GET" ? query : query + '&' + r.body, now, r.host);
  }
  std::optional<face_notice> told(const sim::notice& n, instant now) const override {
    return face_notice{.content_type = "application/x-www-form-urlencoded; charset=utf-8",
                       .body = sim::alipay_face::notification(n, now, face_.turn_for(n, now))};
  }
  bool is_taken(int status, std::string_view body) const noexcept override {
    return status == 200 && sim::alipay_face::is_acknowledgement(body);
  }

 private:
  sim::alipay_face face_;
};

class wechat_v3_kind final : public simulated_kind {
 public:
  wechat_v3_kind(sim::provider_settings settings, millis exchanges_keys)
      : simulated_kind{std::move(settings)}, face_{behind(), exchanges_keys} {}
  bool serves(std::string_view method, std::string_view path) const override {
    return (method == "POST" || method == "GET") && sim::wechat_v3_face::serves(path);
  }
  face_answer answer(const face_request& r, std::string_view, instant now) override {
    return face_.answer(r, now);
  }
  std::optional<face_notice> told(const sim::notice& n, instant now) const override {
    return sim::wechat_v3_face::notification(n, now, face_.signer_for(n.about, now));
  }
  bool is_taken(int status, std::string_view) const noexcept override {
    return status == 200 || status == 204;
  }

 private:
  sim::wechat_v3_face face_;
};

class qra_kind final : public simulated_kind {
 public:
  using simulated_kind::simulated_kind;
  bool serves(std::string_view method, std::string_view path) const override {
    return method == "POST" && sim::qra_face::serves(path);
  }
  face_answer answer(const face_request& r, std::string_view, instant now) override {
    return face_.answer(r.body, now);
  }
  std::optional<face_notice> told(const sim::notice& n, instant now) const override {
    return sim::qra_face::notification(n, now);
  }
  bool is_taken(int status, std::string_view body) const noexcept override {
    return is_good(status) && sim::qra_face::is_acknowledgement(body);
  }

 private:
  sim::qra_face face_{behind()};
};

class unionpay_kind final : public simulated_kind {
 public:
  using simulated_kind::simulated_kind;
  bool serves(std::string_view method, std::string_view path) const override {
    return method == "POST" && sim::unionpay_face::serves(path);
  }
  face_answer answer(const face_request& r, std::string_view path, instant now) override {
    return face_.answer(path, r.body, now);
  }
  std::optional<face_notice> told(const sim::notice& n, instant now) const override {
    return sim::unionpay_face::notification(n, now);
  }
  bool is_taken(int status, std::string_view) const noexcept override {
    return status == 200 || status == 302;
  }

 private:
  sim::unionpay_face face_{behind()};
};

/// `prefix`: of the channel's own numbers.
sim::provider_settings settings_of(const simulated_channels_settings& s, const std::string& name,
                                   const char* prefix) {
  return {.channel = name,
          .reference_prefix = prefix,
          .notifies = true,
          .payer_delay = s.payer_delay,
          .slow_answer = s.slow_answer,
          .visibility_delay = s.visibility_delay,
          .refund_takes = s.payer_delay,  // a refund is first accepted, then done
          .notice_delay = s.payer_delay / 2,
          .unpaid_code_expires = millis{45'000}};
}

}  // namespace

std::vector<std::unique_ptr<simulated_kind>> make_simulated_kinds(
    const simulated_channels_settings& s) {
  auto wechat = settings_of(s, s.wechat_name, "4200");
  wechat.notifies = false;
  auto alipay = settings_of(s, s.alipay_name, "2088");
  alipay.refund_takes = millis{0};
  alipay.unpaid_code_expires = millis{180'000};
  std::vector<std::unique_ptr<simulated_kind>> out;
  out.push_back(std::make_unique<wechat_kind>(std::move(wechat)));
  out.push_back(std::make_unique<alipay_kind>(std::move(alipay), s.exchange_keys));
  auto wechat_v3 = settings_of(s, s.wechat_v3_name, "4200");
  wechat_v3.has_stuck_refunds = true;
  out.push_back(std::make_unique<wechat_v3_kind>(std::move(wechat_v3), s.exchange_keys));
  out.push_back(std::make_unique<qra_kind>(settings_of(s, s.qra_name, "9551600")));
  out.push_back(std::make_unique<unionpay_kind>(settings_of(s, s.unionpay_name, "782")));
  return out;
}

}  // namespace sluice
