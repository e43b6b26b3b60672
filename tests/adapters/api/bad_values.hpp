#pragma once
/// A good body, and what is refused when one thing in it is replaced.

#include <vector>

#include "tests/adapters/api/decoding.hpp"

namespace sluice::api {

struct bad {
  std::string_view from, to;  ///< what is replaced in the good body
  rejection_code code;
  std::string_view field;
  std::string_view says;  ///< part of the message: the problem or what is allowed
};

inline void check_each(endpoint which, std::string_view good, const std::vector<bad>& rows) {
  static_cast<void>(accepted_json(which, good));
  for (const auto& row : rows) {
    const auto body = replaced(good, row.from, row.to);
    CAPTURE(body);
    const auto refused = refused_json(which, body);
    CAPTURE(refused.message);
    CHECK(name_of(refused.code) == name_of(row.code));
    CHECK(refused.field == row.field);
    CHECK(refused.message.find(row.says) != std::string::npos);
  }
}

}  // namespace sluice::api
