#pragma once
/// A proposal as people read it and agree to it, and its name, the SHA-256 of just that text. Made
/// by the front desk; told by operator.list; checked by audit. Any thread.

#include <string>

#include "domain/approval/event.hpp"
#include "domain/approval/proposal_id.hpp"

namespace sluice {

/// One line of JSON: {"word":"order.resolve","what":{…},"about":"order/m1/A-1","position":7,…}
[[nodiscard]] std::string text_of(const approval::proposed& what);
[[nodiscard]] proposal_id id_of(const approval::proposed& what);

}  // namespace sluice
