#pragma once
/// What comes back when something else than the channel's word comes back: nobody may learn from
/// it that money moved, or that none did.

#include <string>
#include <vector>

#include "tests/adapters/channels/calls.hpp"

namespace sluice::test {

struct spoilt_answer {
  std::string name;
  http_result result;
};

/// A body that would be an answer, if it were whole and proven, is spoilt in many ways.
inline std::vector<spoilt_answer> spoilt(const std::string& body) {
  const auto half = body.substr(0, body.size() / 2);
  auto wrong_charset = body;
  if (!wrong_charset.empty()) wrong_charset[wrong_charset.size() / 2] = '\xD6';
  std::vector<spoilt_answer> all{
      {"nothing", answered("")},
      {"page", answered("<html><body>It works!</body></html>")},
      {"half", answered(half)},
      {"wrong charset", answered(wrong_charset)},
      {"huge", answered(std::string(1U << 20U, 'x'))},
      {"no content", answered("", 204)},
      {"timed out", {.kind = http_result::outcome::timed_out}},
      {"cut off", {.kind = http_result::outcome::cut_off}},
      {"too large", {.kind = http_result::outcome::too_large}},
      {"stopped", {.kind = http_result::outcome::stopped}},
  };
  for (const int status : {301, 302, 400, 401, 403, 404, 429, 500, 502, 503, 504})
    all.push_back({"status " + std::to_string(status), answered(body, status)});
  return all;
}

inline bool says_nothing(const channel_answer& answer) {
  if (const auto* one = std::get_if<order::attempt_report>(&answer))
    return one->found == order::finding::unknown && !one->amount && !one->reroutable;
  if (const auto* one = std::get_if<order::revoke_report>(&answer))
    return one->found == order::revoke_finding::unknown;
  return std::get<order::refund_report>(answer).found == order::refund_finding::unknown;
}

}  // namespace sluice::test
