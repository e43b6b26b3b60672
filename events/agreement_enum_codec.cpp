#include "base/invariant.hpp"
#include "events/enum_codec.hpp"

namespace sluice::codec {

v1::AgreementSource to_proto(agreement::source s) noexcept {
  switch (s) {
    case agreement::source::answer: return v1::AGREEMENT_SOURCE_ANSWER;
    case agreement::source::query: return v1::AGREEMENT_SOURCE_QUERY;
    case agreement::source::notice: return v1::AGREEMENT_SOURCE_NOTICE;
    case agreement::source::engine: return v1::AGREEMENT_SOURCE_ENGINE;
  }
  broken_invariant("every source has a written form", __FILE__, __LINE__);
}

v1::AgreementEnding to_proto(agreement::ending e) noexcept {
  switch (e) {
    case agreement::ending::merchant_asked: return v1::AGREEMENT_ENDING_MERCHANT_ASKED;
    case agreement::ending::signed_too_late: return v1::AGREEMENT_ENDING_SIGNED_TOO_LATE;
  }
  broken_invariant("every ending has a written form", __FILE__, __LINE__);
}

std::optional<agreement::source> from_proto(v1::AgreementSource s) noexcept {
  if (s == v1::AGREEMENT_SOURCE_UNSPECIFIED || !v1::AgreementSource_IsValid(s)) return std::nullopt;
  return static_cast<agreement::source>(s);
}

std::optional<agreement::ending> from_proto(v1::AgreementEnding e) noexcept {
  if (e == v1::AGREEMENT_ENDING_UNSPECIFIED || !v1::AgreementEnding_IsValid(e)) return std::nullopt;
  return static_cast<agreement::ending>(e);
}

}  // namespace sluice::codec
