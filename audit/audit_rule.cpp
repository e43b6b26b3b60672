#include "audit/audit_rule.hpp"

#include "base/invariant.hpp"

namespace sluice {

std::string_view name_of(audit_rule rule) noexcept {
  switch (rule) {
    case audit_rule::chain: return "chain";
    case audit_rule::sequence: return "sequence";
    case audit_rule::epoch: return "epoch";
    case audit_rule::position: return "position";
    case audit_rule::time: return "time";
    case audit_rule::decoding: return "decoding";
    case audit_rule::stream: return "stream";
    case audit_rule::transition: return "transition";
    case audit_rule::final_state: return "final_state";
    case audit_rule::amount: return "amount";
    case audit_rule::one_success: return "one_success";
    case audit_rule::books: return "books";
    case audit_rule::refunds: return "refunds";
    case audit_rule::key_at_channel: return "channel_key";
    case audit_rule::index: return "index";
    case audit_rule::at_rest: return "at_rest";
    case audit_rule::head: return "head";
    case audit_rule::incarnation: return "incarnation";
  }
  broken_invariant("every audit rule has a name", __FILE__, __LINE__);
}

}  // namespace sluice
