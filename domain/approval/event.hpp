#pragma once
/// What has happened to a proposal: a dangerous word that other persons may have to agree to.
/// Written by the people's actor into a stream of the proposal's own, which is named after the
/// SHA-256 of what was proposed. The written form: events/v1/approval.proto.

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "domain/access/principal.hpp"
#include "domain/approval/word.hpp"

namespace sluice::approval {

/// Somebody asked for it. It is done at once where one person is enough.
struct proposed {
  word what;
  std::string about;  ///< the stream of the log that it would change
  std::uint64_t position = 0;  ///< how many events that stream had: what has been seen of it
  std::uint8_t persons = 2;  ///< that must want it, who asks included
  bool is_exception = false;  ///< fewer than is usual
  access::principal_id by;  ///< empty: nobody who signs, but whoever may send this machine signals
  command_id id{};  ///< under which it was asked for
  fingerprint body{};
  std::uint16_t version = 1;  ///< of the interface in which it was asked
  instant until{};  ///< from then on nobody can agree any more
};

/// A second person wants it too.
struct confirmed {
  access::principal_id by;
  signed_by who;
};

/// It has been done, or was so already.
struct carried_out {};

enum class lapse : std::uint8_t {
  too_late = 1,  ///< nobody agreed in time
  moved = 2,  ///< what it is about is not as it was when it was proposed
  not_entitled = 3,  ///< who proposed it may not ask for it any more
  refused = 4,  ///< it could not be done
};
[[nodiscard]] std::string_view name_of(lapse why) noexcept;

/// It will never be done.
struct lapsed {
  lapse why = lapse::too_late;
  std::string refusal{};  ///< "order_needs_no_operator"; empty unless refused
};

using event = std::variant<proposed, confirmed, carried_out, lapsed>;

}  // namespace sluice::approval
