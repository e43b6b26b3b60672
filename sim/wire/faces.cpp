#include "sim/wire/faces.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "base/invariant.hpp"
#include "sim/providers/alipay_face.hpp"
#include "sim/providers/qra_face.hpp"
#include "sim/providers/unionpay_face.hpp"
#include "sim/providers/wechat_face.hpp"
#include "sim/providers/wechat_v3_face.hpp"

namespace sluice::sim {
namespace {

std::string path_of(const http_request& r) { return r.target.substr(0, r.target.find('?')); }

http_response sent(face_answer said) {
  http_response out{.status = said.status, .headers = {}, .body = std::move(said.body)};
  if (!said.content_type.empty()) out.headers.add("Content-Type", std::move(said.content_type));
  for (auto& [name, value] : said.headers) out.headers.add(name, std::move(value));
  return out;
}

http_request posted(face_notice told) {
  http_request out{
      .method = "POST", .target = "/notices", .headers = {}, .body = std::move(told.body)};
  out.headers.add("Content-Type", std::move(told.content_type));
  for (auto& [name, value] : told.headers) out.headers.add(name, std::move(value));
  return out;
}

std::optional<face_notice> told_by(const qra_face&, const notice& n, instant now) {
  return qra_face::notification(n, now);
}
std::optional<face_notice> told_by(const unionpay_face&, const notice& n, instant now) {
  return unionpay_face::notification(n, now);
}
std::optional<face_notice> told_by(const wechat_v3_face& face, const notice& n, instant now) {
  return wechat_v3_face::notification(n, now, face.signer_for(n.about, now));
}
std::optional<face_notice> told_by(const alipay_face& face, const notice& n, instant now) {
  return face_notice{.content_type = "application/x-www-form-urlencoded",
                     .body = alipay_face::notification(n, now, face.turn_for(n, now))};
}
/// WeChat Pay tells nothing of payment codes.
std::optional<face_notice> told_by(const wechat_face&, const notice&, instant) {
  return std::nullopt;
}

template <class Face>
class speaking final : public any_face {
 public:
  using ask = face_answer (*)(Face&, const http_request&, instant);
  template <class... More>
  explicit speaking(ask how, provider& behind, More... more) : face_(behind, more...), how_(how) {}
  http_response answer(const http_request& r, instant now) override {
    return sent(how_(face_, r, now));
  }
  std::optional<http_request> tells(const notice& n, instant now) override {
    auto told = told_by(face_, n, now);
    if (!told) return std::nullopt;
    return posted(*std::move(told));
  }

 private:
  Face face_;
  ask how_;
};

template <class Face, class... More>
std::unique_ptr<any_face> spoken_by(provider& behind, typename speaking<Face>::ask how,
                                    More... more) {
  return std::make_unique<speaking<Face>>(how, behind, more...);
}

/// What all calls have in common may stand in the address; a browser's GET has nothing else.
face_answer to_alipay(alipay_face& face, const http_request& r, instant now) {
  const auto query = r.target.substr(std::min(r.target.find('?'), r.target.size() - 1) + 1);
  return face.answer(r.method == "GET" ? query : query + '&' + r.body, now);
}

face_answer to_wechat_v3(wechat_v3_face& face, const http_request& r, instant now) {
  return face.answer(
      {.method = r.method,
       .target = r.target,
       .authorization = std::string(r.headers.find("Authorization").value_or("")),
       .serial = std::string(r.headers.find("Wechatpay-Serial").value_or("")),
       .body = r.body},
      now);
}

}  // namespace

std::unique_ptr<any_face> face_for(std::string_view dialect_name, provider& behind,
                                   millis exchanges_keys) {
  if (dialect_name == "wechat_v2")
    return spoken_by<wechat_face>(behind, [](auto& face, const auto& r, instant now) {
      return face.answer(path_of(r), r.body, now);
    });
  if (dialect_name == "qra")
    return spoken_by<qra_face>(
        behind, [](auto& face, const auto& r, instant now) { return face.answer(r.body, now); });
  if (dialect_name == "unionpay")
    return spoken_by<unionpay_face>(behind, [](auto& face, const auto& r, instant now) {
      return face.answer(path_of(r), r.body, now);
    });
  if (dialect_name == "alipay") return spoken_by<alipay_face>(behind, to_alipay, exchanges_keys);
  if (dialect_name == "wechat_v3")
    return spoken_by<wechat_v3_face>(behind, to_wechat_v3, exchanges_keys);
  broken_invariant("every dialect has a face", __FILE__, __LINE__);
}

}  // namespace sluice::sim
