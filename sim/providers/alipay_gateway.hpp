#pragma once
/// What the simulated Alipay's gateway does with every call before its method sees it: common
/// parameters, signature, certificate mode. Private to the alipay face.

#include <variant>

#include "sim/providers/alipay_json.hpp"
#include "sim/providers/wire_text.hpp"

namespace sluice::sim::alipay {

/// A call that may go on, or the gateway's refusal, which has an empty sign.
[[nodiscard]] std::variant<call, face_answer> admit(const form& fields);

/// In a node of its own: of a method that there is not.
[[nodiscard]] face_answer unknown_method();

/// alipay.open.app.alipaycert.download: one of its own certificates, by its number.
[[nodiscard]] face_answer certificate_download(provider& behind, const call& c, instant now);

}  // namespace sluice::sim::alipay
